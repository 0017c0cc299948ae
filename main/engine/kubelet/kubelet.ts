// Models pkg/kubelet/kubelet.go (v1.35): the agent of one machine. It learns of Pods from the API and from files, gives
// each a worker, and looks after the machine's own object in the API.
import { EventRecorder, type SavedEventRecorder } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { Informer, type SavedInformer } from '../api/informer.ts';
import type { ApiServer } from '../api/server.ts';
import type { Change } from '../api/store.ts';
import { type Json, jsonEqual } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { MILLISECOND } from '../kernel/time.ts';
import type { MachineObserver } from '../runtime/machine.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type Rejection, rejectionOf } from './admission.ts';
import { ContainerStarts, type SavedContainerStarts } from './container-start.ts';
import { KILL_LOOK, KILL_TIME_UP } from './lifecycle/container-kills.ts';
import { HOOK_ENDED, type HookEnd } from './lifecycle/hook.ts';
import { ensureMirror } from './mirror-pods.ts';
import { NodeHeartbeat, type SavedNodeHeartbeat } from './node-heartbeat.ts';
import { Pleg, type SavedPleg } from './pleg.ts';
import { isMirror, nameOf, namespaceOf, uidOf } from './pod-source.ts';
import { PodWorker } from './pod-worker.ts';
import {
  PROBE_ANSWERED,
  type ProbeAnswer,
  type ProbeKey,
  type ProbeListener,
  Prober,
  type SavedProber,
} from './probes/prober.ts';
import type { KubeletServices } from './services.ts';
import { type SavedStaticPods, StaticPods } from './static-pods.ts';
import { type SavedStatusManager, StatusManager } from './status-manager.ts';
import { SyncTick } from './sync-tick.ts';
import type { SavedPodWorker, WorkerTools } from './worker-tools.ts';

interface SavedKubelet {
  readonly informer: SavedInformer;
  readonly events: SavedEventRecorder;
  readonly heartbeat: SavedNodeHeartbeat;
  readonly starts: SavedContainerStarts;
  readonly pleg: SavedPleg;
  readonly probes: SavedProber;
  readonly statuses: SavedStatusManager;
  readonly workers: readonly SavedPodWorker[];
  readonly statics: SavedStaticPods;
  readonly cleaned: boolean;
  readonly ticks: number;
}

const BOOT_US = { low: 200 * MILLISECOND, high: 1200 * MILLISECOND } as const;

export class Kubelet implements Actor, MachineObserver {
  readonly id: string;
  readonly #services: KubeletServices;
  readonly #informer: Informer<`pods@${string}`>;
  readonly #heartbeat: NodeHeartbeat;
  readonly #starts: ContainerStarts;
  readonly #pleg: Pleg;
  readonly #probes: Prober;
  readonly #statuses: StatusManager;
  readonly #statics: StaticPods;
  readonly #ticks: SyncTick;
  readonly #tools: WorkerTools;
  readonly #workers = new Map<string, PodWorker>();
  /** Whether containers without a Pod have been dealt with, which is possible once all Pods are known. */
  #cleaned: boolean;

  /** The kubelet of the machine `node`, which must be powered; call `start` unless it was saved. */
  constructor(kernel: Kernel, server: ApiServer, runtime: Runtime, node: string, saved?: Json) {
    this.id = `kubelet/${node}`;
    // What `save` returned.
    const state = saved as unknown as SavedKubelet | undefined;
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
    };
    this.#informer = new Informer(kernel, server, this.id, `pods@${node}`, (change) => {
      this.#podInApiChanged(change);
    });
    this.#heartbeat = new NodeHeartbeat(this.#services, state?.heartbeat);
    this.#starts = new ContainerStarts(this.#services, state?.starts);
    this.#pleg = new Pleg(this.#services, state?.pleg);
    this.#ticks = new SyncTick(this.#services, state?.ticks);
    this.#statuses = new StatusManager(this.#services, state?.statuses);
    this.#statics = this.#makeStaticPods(state?.statics);
    this.#probes = this.#makeProber(state?.probes);
    this.#tools = this.#makeTools();
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
    } else if (typeof payload === 'string') {
      this.#handleKeyed(type, payload);
    } else if (type === 'probe') {
      this.#probes.tick(payload as ProbeKey);
    } else if (type === PROBE_ANSWERED) {
      this.#probes.answered(payload as unknown as ProbeAnswer);
    } else if (type === HOOK_ENDED) {
      const end = payload as unknown as HookEnd;
      this.#workers.get(end.podUid)?.hookEnded(end);
    } else if (type === KILL_TIME_UP) {
      const { podUid, container, containerId, stage } = payload as Readonly<Record<string, string>>;
      this.#workers.get(podUid ?? '')?.killTimeUp(container ?? '', containerId ?? '', stage ?? '');
    } else {
      this.#handlePlain(type);
    }
  }

  podChanged(podUid: string, what: 'state' | 'files'): void {
    if (what === 'state') {
      this.#pleg.note(podUid);
      this.#workers.get(podUid)?.noteChange();
    }
    this.#probes.podChanged(podUid);
  }

  fileChanged(path: string): void {
    this.#statics.fileChanged(path);
  }

  save(): Json {
    const saved: SavedKubelet = {
      informer: this.#informer.save(),
      events: this.#services.events.save(),
      heartbeat: this.#heartbeat.save(),
      starts: this.#starts.save(),
      pleg: this.#pleg.save(),
      probes: this.#probes.save(),
      statuses: this.#statuses.save(),
      workers: [...this.#workers.values()].map((worker) => worker.save(this.#isInformers(worker.pod))),
      statics: this.#statics.save(),
      cleaned: this.#cleaned,
      ticks: this.#ticks.save(),
    };
    return saved as unknown as Json;
  }

  /** Entries about one Pod, by its UID, or about one file. */
  #handleKeyed(type: string, key: string): void {
    switch (type) {
      case 'pod-step':
        this.#workers.get(key)?.continue();
        return;
      case 'pod-retry':
        this.#workers.get(key)?.retry();
        return;
      case 'pod-deadline':
        this.#workers.get(key)?.deadlineDue();
        return;
      case KILL_LOOK:
        this.#workers.get(key)?.killLook();
        return;
      case 'replace-static':
        this.#statics.startFrom(key);
        return;
      default:
        throw new Error(`${this.id}: unknown entry ${type} ${key}`);
    }
  }

  readonly #tellRelisted = (podUid: string, news: boolean): void => this.#workers.get(podUid)?.relisted(news);

  #handlePlain(type: string): void {
    switch (type) {
      case 'boot':
        this.#comeUp();
        return;
      case 'runtime-relist':
        this.#pleg.relist(this.#tellRelisted);
        return;
      case 'pod-look':
        this.#pleg.tellNext(this.#tellRelisted);
        return;
      case 'status-batch':
        this.#statics.ensureMirrors();
        this.#statuses.runBatch();
        for (const worker of this.#workers.values()) worker.finishIfCleaned();
        return;
      case 'register':
        if (this.#heartbeat.register()) this.#statics.ensureMirrors();
        return;
      case 'heartbeat':
        this.#heartbeat.heartbeat();
        return;
      case 'network-check':
        if (this.#heartbeat.checkNetwork()) for (const worker of this.#workers.values()) worker.requestSync();
        return;
      case 'scan':
        this.#statics.scan();
        return;
      case 'rescan':
        this.#statics.list();
        return;
      default:
        throw new Error(`${this.id}: unknown entry ${type}`);
    }
  }

  /** Static Pods need nobody else, the rest waits for the API. */
  #comeUp(): void {
    this.#heartbeat.register();
    this.#statics.list();
    this.#informer.start();
    this.#cleanUp();
  }

  #podInApiChanged({ type, object }: Change<Pod>): void {
    const worker = this.#workers.get(uidOf(object));
    if (isMirror(object)) this.#statics.mirrorChanged(type, object);
    else if (type === 'deleted') worker?.remove();
    else if (!worker) this.#addWorker(object, false);
    else if (concerns(worker.pod, object)) worker.update(object);
    else worker.know(object);
    if (type === 'modified') this.#statuses.noticed(object);
  }

  #addWorker(pod: Pod, fromFile: boolean): void {
    const worker = new PodWorker(this.#tools, pod, fromFile);
    const others = [...this.#workers.values()].filter(({ takesRoom }) => takesRoom);
    this.#workers.set(worker.uid, worker);
    const rejection = worker.isNew ? this.#rejectionOf(pod, others) : undefined;
    if (rejection) worker.reject(rejection);
    else worker.update(pod);
  }

  /** A kubelet that does not know its node yet takes everything. */
  #rejectionOf(pod: Pod, others: readonly PodWorker[]): Rejection | undefined {
    const node = this.#services.server.store.get('nodes', this.#services.node);
    return (
      node?.status?.allocatable &&
      rejectionOf(
        pod,
        node,
        others.map((worker) => worker.pod),
      )
    );
  }

  #dropWorker(worker: PodWorker): void {
    this.#workers.delete(worker.uid);
    this.#statuses.forget(worker.uid);
    this.#starts.forget(worker.uid);
    this.#probes.forget(worker.uid);
    this.#services.machine.removePod(worker.uid);
    if (worker.fromFile) this.#statics.removeMirror(worker.pod);
  }

  /** As soon as all Pods are known, what runs without one is an orphan. */
  #cleanUp(): void {
    if (this.#cleaned || !this.#informer.synced) return;
    this.#cleaned = true;
    const { machine } = this.#services;
    for (const { podUid } of machine.pods()) if (!this.#workers.has(podUid)) machine.removePod(podUid);
  }

  #isInformers(pod: Pod): boolean {
    return this.#informer.get(namespaceOf(pod), nameOf(pod)) === pod;
  }

  #makeStaticPods(saved?: SavedStaticPods): StaticPods {
    const workers = {
      all: () => [...this.#workers.values()].filter(({ fromFile }) => fromFile),
      byUid: (podUid: string) => this.#workers.get(podUid),
      add: (pod: Pod) => {
        this.#addWorker(pod, true);
      },
    };
    return new StaticPods(this.#services, this.#statuses, workers, saved);
  }

  #makeProber(saved?: SavedProber): Prober {
    const listener: ProbeListener = {
      podOf: (podUid) => this.#workers.get(podUid)?.pod,
      verdictChanged: (podUid, kind) => {
        const worker = this.#workers.get(podUid);
        if (kind === 'liveness') worker?.requestSync();
        else worker?.probeAnswered();
      },
    };
    return new Prober(this.#services, listener, saved);
  }

  #makeTools(): WorkerTools {
    return {
      services: this.#services,
      statuses: this.#statuses,
      starts: this.#starts,
      probes: this.#probes,
      pleg: this.#pleg,
      ticks: this.#ticks,
      ensureMirror: (pod) => {
        ensureMirror(this.#services, pod);
      },
      onTerminated: (podUid) => {
        const worker = this.#workers.get(podUid);
        if (worker) this.#dropWorker(worker);
      },
    };
  }

  #restore(state: SavedKubelet): void {
    this.#informer.restore(state.informer);
    const byUid = new Map([...this.#informer.all()].map((pod) => [uidOf(pod), pod]));
    for (const worker of state.workers) {
      const pod = worker.pod ?? byUid.get(worker.uid);
      if (!pod) throw new Error(`${this.id}: pod ${worker.uid} was saved without its object`);
      this.#workers.set(worker.uid, new PodWorker(this.#tools, pod, worker.fromFile, worker));
    }
  }
}

/** Whether a change of a Pod is more than the echo of a status. */
function concerns(before: Pod, after: Pod): boolean {
  return (
    !jsonEqual(before.spec, after.spec) ||
    before.metadata?.deletionTimestamp !== after.metadata?.deletionTimestamp ||
    before.metadata?.deletionGracePeriodSeconds !== after.metadata?.deletionGracePeriodSeconds ||
    !jsonEqual(before.metadata?.labels, after.metadata?.labels) ||
    !jsonEqual(before.metadata?.annotations, after.metadata?.annotations) ||
    gatesOf(before) !== gatesOf(after)
  );
}

/** How the Pod's readiness gates stand. */
function gatesOf({ spec, status }: Pod): string {
  if (!spec?.readinessGates) return '';
  const stateOf = (gate: string) => status?.conditions?.find(({ type }) => type === gate)?.status ?? '';
  return spec.readinessGates.map(({ conditionType }) => stateOf(conditionType)).join();
}
