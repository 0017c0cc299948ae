// Models pkg/kubelet/kubelet.go (v1.35): the agent of one machine. It learns of Pods from the API and from files, gives
// each a worker, and looks after the machine's own object in the API.
import { EventRecorder } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { Informer, type SavedInformer } from '../api/informer.ts';
import type { ApiAccess } from '../api/api-access.ts';
import type { Change } from '../api/store.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { MILLISECOND } from '../kernel/time.ts';
import type { MachineObserver } from '../runtime/machine.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { EVICTION_CHECK } from './eviction/eviction-manager.ts';
import { IMAGE_COLLECTION } from './images/image-collector.ts';
import { KubeletParts, type SavedKubeletParts } from './kubelet-parts.ts';
import { tellOfNode } from './node-events.ts';
import { learnClusterDns } from './pod-dns.ts';
import { isMirror, nameOf, namespaceOf } from './pod-source.ts';
import type { ProbeKey } from './probes/probe-states.ts';
import { PROBE_ANSWERED, type ProbeAnswer } from './probes/prober.ts';
import type { KubeletServices } from './services.ts';
import { REPLACE_STATIC } from './static-pods.ts';
import { ImageNames } from './status/image-names.ts';

type SavedKubelet = SavedKubeletParts & {
  readonly informer: SavedInformer;
  readonly cleaned: boolean;
};

const BOOT_US = { low: 200 * MILLISECOND, high: 1200 * MILLISECOND } as const;

export class Kubelet implements Actor, MachineObserver {
  readonly id: string;
  readonly #services: KubeletServices;
  readonly #informer: Informer<`pods@${string}`>;
  readonly #parts: KubeletParts;
  /** Whether containers without a Pod have been dealt with, which is possible once all Pods are known. */
  #cleaned: boolean;

  /** The kubelet of the machine `node`, which must be powered; call `start` unless it was saved. */
  constructor(kernel: Kernel, server: ApiAccess, runtime: Runtime, node: string, saved?: Json) {
    this.id = `kubelet/${node}`;
    // What `save` returned.
    const state = saved as SavedKubelet | undefined;
    const source = { actor: this.id, component: 'kubelet', host: node };
    this.#services = {
      id: this.id,
      node,
      kernel,
      server,
      machine: runtime.machine(node),
      runtime,
      events: new EventRecorder(kernel, server, source, state?.events),
      random: kernel.random(this.id),
      imageNames: new ImageNames(),
    };
    this.#informer = new Informer(kernel, server, this.id, `pods@${node}`, (change) => {
      this.#podInApiChanged(change);
    });
    this.#parts = new KubeletParts(this.#services, state);
    this.#cleaned = state?.cleaned ?? false;
    if (state) this.#restore(state);
    this.#services.machine.observe(this);
  }

  /** Switched on: after a moment, which differs from machine to machine, it is up. */
  start(): void {
    const { kernel, random } = this.#services;
    kernel.schedule(this.id, random.int(BOOT_US.low, BOOT_US.high), 'boot');
  }

  handle(type: string, payload: Json): void {
    if (this.#informer.handle(type, payload)) {
      this.#cleanUp();
    } else if (type === 'probe') {
      this.#parts.probes.tick(payload as ProbeKey);
    } else if (type === PROBE_ANSWERED) {
      this.#parts.probes.answered(payload as ProbeAnswer);
    } else if (type === REPLACE_STATIC) {
      this.#parts.statics.startFrom(payload as string);
    } else if (!this.#parts.workers.handle(type, payload)) {
      this.#handlePlain(type);
    }
  }

  podChanged(podUid: string, what: 'state' | 'files'): void {
    if (what === 'state') {
      this.#parts.pleg.note(podUid);
      this.#parts.workers.get(podUid)?.kills.noteChange();
    } else {
      this.#parts.eviction.noteFiles(podUid);
    }
    this.#parts.probes.podChanged(podUid);
  }

  podLogged(podUid: string): void {
    this.#parts.eviction.noteFiles(podUid);
  }

  memoryWanted(): void {
    this.#parts.eviction.note();
  }

  outOfMemory(program: string, pid: number): void {
    const message = `System OOM encountered, victim process: ${program}, pid: ${String(pid)}`;
    tellOfNode(this.#services, 'Warning', 'SystemOOM', message);
  }

  storageWanted(): void {
    this.#parts.eviction.note();
    this.#parts.images.note();
  }

  fileChanged(path: string): void {
    this.#parts.statics.fileChanged(path);
  }

  save(): Json {
    const isKnown = (pod: Pod) => this.#informer.get(namespaceOf(pod), nameOf(pod)) === pod;
    const saved: SavedKubelet = {
      informer: this.#informer.save(),
      cleaned: this.#cleaned,
      ...this.#parts.save(isKnown),
    };
    return saved as unknown as Json;
  }

  readonly #tellRelisted = (podUid: string, news: boolean): void => this.#parts.workers.get(podUid)?.relisted(news);

  #handlePlain(type: string): void {
    switch (type) {
      case 'boot':
        this.#comeUp();
        return;
      case 'runtime-relist':
        this.#parts.pleg.relist(this.#tellRelisted);
        return;
      case 'pod-look':
        this.#parts.pleg.tellNext(this.#tellRelisted);
        return;
      case 'status-batch':
        this.#parts.statics.ensureMirrors();
        this.#parts.statuses.runBatch();
        for (const worker of this.#parts.workers.all()) worker.finishIfCleaned();
        return;
      case 'register':
        if (this.#parts.heartbeat.register()) this.#parts.statics.ensureMirrors();
        return;
      case EVICTION_CHECK:
        this.#parts.eviction.check();
        return;
      case IMAGE_COLLECTION:
        this.#parts.images.collect();
        return;
      case 'heartbeat':
        this.#parts.heartbeat.heartbeat();
        return;
      case 'network-check':
        if (this.#parts.heartbeat.checkNetwork()) for (const worker of this.#parts.workers.all()) worker.requestSync();
        return;
      case 'scan':
        this.#parts.statics.scan();
        return;
      case 'rescan':
        this.#parts.statics.list();
        return;
      default:
        throw new Error(`${this.id}: unknown entry ${type}`);
    }
  }

  /** Static Pods need nobody else, the rest waits for the API. */
  #comeUp(): void {
    learnClusterDns(this.#services);
    this.#parts.heartbeat.register();
    this.#parts.statics.list();
    this.#parts.eviction.start();
    this.#informer.start();
    this.#cleanUp();
  }

  #podInApiChanged(change: Change<Pod>): void {
    const { type, object } = change;
    if (isMirror(object)) this.#parts.statics.mirrorChanged(type, object);
    else this.#parts.workers.podChanged(change);
    if (type === 'modified') this.#parts.statuses.noticed(object);
  }

  /** As soon as all Pods are known, what runs without one is an orphan. */
  #cleanUp(): void {
    if (this.#cleaned || !this.#informer.synced) return;
    this.#cleaned = true;
    const { machine } = this.#services;
    for (const { podUid } of machine.pods()) if (!this.#parts.workers.get(podUid)) machine.removePod(podUid);
  }

  #restore(state: SavedKubelet): void {
    this.#informer.restore(state.informer);
    this.#parts.workers.restore(state.workers, this.#informer.all());
  }
}
