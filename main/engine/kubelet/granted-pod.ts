// Models what syncPod makes of pkg/kubelet/allocation (v1.35): a Pod as it is asked for, and with the resources that its
// machine has granted it. They are the same but while it is being resized.
import type { Pod } from '../api/generated/types.ts';
import { type SandboxStatus, newestContainer } from '../runtime/status.ts';
import { type PodDemands, demandsOf } from './pod-demands.ts';
import { uidOf } from './pod-source.ts';
import { PodResize, type SavedPodResize } from './resize/pod-resize.ts';
import { isResized, resourcesOf } from './resize/resources.ts';
import type { WorkerTools } from './worker-tools.ts';

export class GrantedPod {
  readonly #tools: WorkerTools;
  #desired: Pod;
  #pod: Pod;
  /** Most Pods are never resized. */
  #resize: PodResize | undefined;
  #demands: PodDemands | undefined;

  constructor(tools: WorkerTools, desired: Pod, saved?: SavedPodResize) {
    this.#tools = tools;
    this.#desired = desired;
    this.#resize = saved && new PodResize(tools.services, new Map(), saved);
    this.#pod = this.#resize?.grantedOf(desired) ?? desired;
  }

  /** As it is asked for. */
  get desired(): Pod {
    return this.#desired;
  }

  /** As it may be. */
  get pod(): Pod {
    return this.#pod;
  }

  get resize(): PodResize | undefined {
    return this.#resize;
  }

  /** What it may take of the machine. */
  get demands(): PodDemands {
    return (this.#demands ??= demandsOf(this.#pod.spec));
  }

  /** It is asked for like this from now on; `seen` is the Pod as it was last seen. */
  update(desired: Pod, seen: SandboxStatus | undefined): void {
    this.#desired = desired;
    this.ask(seen);
  }

  /** Its object has changed in nothing that matters here. */
  know(desired: Pod): void {
    this.#desired = desired;
    this.#pod = this.#resize?.grantedOf(desired) ?? desired;
  }

  /** Grants it the resources that it asks for if the machine has them. */
  ask(seen: SandboxStatus | undefined): void {
    this.#demands = undefined;
    const isSame = this.#desired.spec === this.#pod.spec;
    if (!this.#resize && (isSame || !isResized(this.#desired, resourcesOf(this.#pod)))) {
      this.#pod = this.#desired;
      return;
    }
    this.#resize ??= new PodResize(this.#tools.services, resourcesOf(this.#pod));
    const refusal = this.#tools.refuseResize(uidOf(this.#pod), demandsOf(this.#desired.spec));
    this.#resize.ask(this.#desired, refusal, (name) => newestContainer(seen, name)?.state === 'running');
    this.#pod = this.#resize.grantedOf(this.#desired);
  }

  /** Says that a resize is over if it is, and forgets it. */
  conclude(): void {
    this.#resize?.conclude(this.#pod);
    if (this.#resize?.isOver) this.#resize = undefined;
  }

  save(): SavedPodResize | undefined {
    return this.#resize?.save();
  }
}
