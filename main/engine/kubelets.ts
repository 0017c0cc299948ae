// The kubelets of the machines: each is started, stopped and frozen apart from what it looks after.
import type { ApiAccess } from './api/api-access.ts';
import type { Pod } from './api/generated/types.ts';
import type { MeasuredContainer } from './api/meter.ts';
import type { Json } from './kernel/json.ts';
import type { Kernel } from './kernel/kernel.ts';
import { Kubelet } from './kubelet/kubelet.ts';
import { runtimeUidOf } from './kubelet/pod-source.ts';
import type { Runtime } from './runtime/runtime.ts';

export type SavedKubelets = readonly (readonly [node: string, state: Json])[];

export class Kubelets {
  readonly #kernel: Kernel;
  readonly #runtime: Runtime;
  readonly #apiFrom: (node: string) => ApiAccess;
  readonly #running = new Map<string, Kubelet>();

  constructor(kernel: Kernel, runtime: Runtime, apiFrom: (node: string) => ApiAccess) {
    this.#kernel = kernel;
    this.#runtime = runtime;
    this.#apiFrom = apiFrom;
  }

  isRunning(node: string): boolean {
    return this.#running.has(node);
  }

  /** The machine must be powered. */
  start(node: string): void {
    if (this.#running.has(node)) return;
    const kubelet = this.#add(node);
    this.#kernel.record(kubelet.id, { type: 'component-started', component: 'kubelet', node });
    kubelet.start();
  }

  stop(node: string): void {
    const kubelet = this.#running.get(node);
    if (!kubelet) return;
    this.#kernel.record(kubelet.id, { type: 'component-stopped', component: 'kubelet', node });
    this.#apiFrom(node).hub.unsubscribeAll(kubelet.id);
    this.#kernel.removeActor(kubelet.id);
    this.#running.delete(node);
    this.#runtime.machine(node).observe(undefined);
  }

  /** Stops one where it stands, or lets it go on. */
  freeze(node: string, on: boolean): void {
    const kubelet = this.#running.get(node);
    if (kubelet && on) this.#kernel.hold(kubelet.id);
    else if (kubelet) this.#kernel.release(kubelet.id);
  }

  /** The actors there are on a machine: one at most. */
  actorsOn(node: string): readonly string[] {
    const kubelet = this.#running.get(node);
    return kubelet ? [kubelet.id] : [];
  }

  /** What the containers of a Pod use; undefined when the API server does not get through to their kubelet. */
  usageOf({ spec, metadata }: Pod): readonly MeasuredContainer[] | undefined {
    const { nodeName = '' } = spec ?? {};
    if (!this.#running.has(nodeName) || this.#apiFrom(nodeName).outage()) return undefined;
    return this.#runtime.machine(nodeName).capacity.usageOf(runtimeUidOf({ metadata }));
  }

  save(): SavedKubelets {
    return [...this.#running].map(([node, kubelet]) => [node, kubelet.save()]);
  }

  restore(saved: SavedKubelets): void {
    for (const [node, state] of saved) this.#add(node, state);
  }

  #add(node: string, saved?: Json): Kubelet {
    const kubelet = new Kubelet(this.#kernel, this.#apiFrom(node), this.#runtime, node, saved);
    this.#kernel.addActor(kubelet);
    this.#running.set(node, kubelet);
    return kubelet;
  }
}
