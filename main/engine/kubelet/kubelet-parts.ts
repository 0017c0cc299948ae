// What a kubelet is made of, and who of it knows whom.
import type { Pod } from '../api/generated/types.ts';
import type { SavedEventRecorder } from '../api/event-recorder.ts';
import { ContainerStarts, type SavedContainerStarts } from './container-start.ts';
import { EvictionManager, type SavedEvictionManager } from './eviction/eviction-manager.ts';
import { ImageCollector, type SavedImageCollector } from './images/image-collector.ts';
import { ensureMirror } from './mirror-pods.ts';
import { NodeHeartbeat, type SavedNodeHeartbeat } from './node-heartbeat.ts';
import { Pleg, type SavedPleg } from './pleg.ts';
import { PodWorkers } from './pod-workers.ts';
import { type ProbeListener, Prober, type SavedProber } from './probes/prober.ts';
import type { SavedPodWorker } from './saved-pod-worker.ts';
import type { KubeletServices } from './services.ts';
import { type SavedStaticPods, StaticPods } from './static-pods.ts';
import { type SavedStatusManager, StatusManager } from './status-manager.ts';
import { SyncTick } from './sync-tick.ts';
import type { WorkerTools } from './worker-tools.ts';

export interface SavedKubeletParts {
  readonly events: SavedEventRecorder;
  readonly heartbeat: SavedNodeHeartbeat;
  readonly starts: SavedContainerStarts;
  readonly pleg: SavedPleg;
  readonly probes: SavedProber;
  readonly statuses: SavedStatusManager;
  readonly workers: readonly SavedPodWorker[];
  readonly statics: SavedStaticPods;
  readonly ticks: number;
  /** Files of older versions do not have these. */
  readonly eviction?: SavedEvictionManager;
  readonly images?: SavedImageCollector;
}

export class KubeletParts {
  readonly heartbeat: NodeHeartbeat;
  readonly pleg: Pleg;
  readonly probes: Prober;
  readonly statuses: StatusManager;
  readonly statics: StaticPods;
  readonly workers: PodWorkers;
  readonly eviction: EvictionManager;
  readonly images: ImageCollector;
  readonly #services: KubeletServices;
  readonly #starts: ContainerStarts;
  readonly #ticks: SyncTick;

  /** The workers that were saved are restored by `workers.restore`, when the Pods are known. */
  constructor(services: KubeletServices, saved?: SavedKubeletParts) {
    this.#services = services;
    this.heartbeat = new NodeHeartbeat(services, (pressure) => this.eviction.has(pressure), saved?.heartbeat);
    this.#starts = new ContainerStarts(services, saved?.starts);
    this.pleg = new Pleg(services, saved?.pleg);
    this.#ticks = new SyncTick(services, saved?.ticks);
    this.statuses = new StatusManager(services, saved?.statuses);
    this.statics = this.#makeStaticPods(saved?.statics);
    this.probes = this.#makeProber(saved?.probes);
    this.workers = new PodWorkers(this.#makeTools());
    this.eviction = new EvictionManager(services, this.workers, saved?.eviction);
    this.images = new ImageCollector(services, saved?.images);
  }

  /** `isKnown` says of which Pods the objects need not be saved. */
  save(isKnown: (pod: Pod) => boolean): SavedKubeletParts {
    return {
      events: this.#services.events.save(),
      heartbeat: this.heartbeat.save(),
      starts: this.#starts.save(),
      pleg: this.pleg.save(),
      probes: this.probes.save(),
      statuses: this.statuses.save(),
      workers: this.workers.save(isKnown),
      statics: this.statics.save(),
      ticks: this.#ticks.save(),
      eviction: this.eviction.save(),
      images: this.images.save(),
    };
  }

  #makeStaticPods(saved?: SavedStaticPods): StaticPods {
    const workers = {
      all: () => this.workers.all().filter(({ fromFile }) => fromFile),
      byUid: (podUid: string) => this.workers.get(podUid),
      add: (pod: Pod) => {
        this.workers.add(pod, true);
      },
    };
    return new StaticPods(this.#services, this.statuses, workers, saved);
  }

  #makeProber(saved?: SavedProber): Prober {
    const listener: ProbeListener = {
      podOf: (podUid) => this.workers.get(podUid)?.pod,
      verdictChanged: (podUid, kind) => {
        const worker = this.workers.get(podUid);
        if (kind === 'liveness') worker?.requestSync();
        else worker?.probeAnswered();
      },
    };
    return new Prober(this.#services, listener, saved);
  }

  #makeTools(): WorkerTools {
    return {
      services: this.#services,
      statuses: this.statuses,
      starts: this.#starts,
      probes: this.probes,
      pleg: this.pleg,
      ticks: this.#ticks,
      nodeNeeded: () => {
        this.heartbeat.nodeNeeded();
      },
      ensureMirror: (pod) => {
        ensureMirror(this.#services, pod);
      },
      refuseResize: (podUid, wanted) => this.workers.refuseResize(podUid, wanted),
      rejectionOf: (pod) => this.eviction.rejectionOf(pod),
      onRoomFreed: () => {
        this.workers.roomFreed();
      },
      onTerminated: (podUid) => {
        this.#drop(podUid);
      },
    };
  }

  /** Forgets all about a Pod of which nothing is left. */
  #drop(podUid: string): void {
    const worker = this.workers.get(podUid);
    if (!worker) return;
    this.workers.remove(podUid);
    this.statuses.forget(podUid);
    this.#starts.forget(podUid);
    this.probes.forget(podUid);
    this.#services.machine.removePod(podUid);
    if (worker.fromFile) this.statics.removeMirror(worker.pod);
  }
}
