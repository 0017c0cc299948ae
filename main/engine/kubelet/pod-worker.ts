// Models pkg/kubelet/pod_workers.go with syncPod, syncTerminatingPod and syncTerminatedPod (v1.35): looks after one Pod
// from the moment the kubelet accepts it until nothing of it is left. One thing at a time: whatever happens during a
// sync leads to another one.
import { eventTarget } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { MILLISECOND, type Micros, SECOND } from '../kernel/time.ts';
import { type SandboxStatus, newestContainer } from '../runtime/status.ts';
import { type ContainerStarts, containerTarget } from './container-start.ts';
import { allContainers } from './container-state.ts';
import type { Pleg } from './pleg.ts';
import { uidOf } from './pod-source.ts';
import { GRACE_SECONDS_MIN, PodSync, type SavedPodSync, type SyncOwner } from './pod-sync.ts';
import type { Prober } from './probes/prober.ts';
import type { KubeletServices } from './services.ts';
import type { StatusManager } from './status-manager.ts';
import type { StartFailure } from './status/status-input.ts';
import { isTerminal, podStatus } from './status/pod-status.ts';
import type { ProbeVerdicts } from './sync-plan.ts';
import { projectedVolumes } from './volumes.ts';

/** What a worker works with. */
export interface WorkerTools {
  readonly services: KubeletServices;
  readonly statuses: StatusManager;
  readonly starts: ContainerStarts;
  readonly probes: Prober;
  readonly pleg: Pleg;
  /** Sees to it that a static Pod can be seen in the API. */
  ensureMirror(pod: Pod): void;
  /** Nothing is left of a Pod that should not be. */
  onTerminated(worker: PodWorker): void;
}

/** `running`: it should run; `ending`: its containers are being stopped; `ended`: they are; `cleaned`: no trace is left. */
type Stage = 'running' | 'ending' | 'ended' | 'cleaned';

export interface SavedPodWorker {
  readonly uid: string;
  /** Absent when it is the very object that the kubelet's informer has. */
  readonly pod: Pod | undefined;
  readonly fromFile: boolean;
  readonly stage: Stage;
  readonly removed: boolean;
  readonly acceptedAt: Micros;
  readonly seen: SandboxStatus | undefined;
  readonly failures: readonly (readonly [container: string, failure: StartFailure])[];
  readonly sync: SavedPodSync | undefined;
  readonly again: number | undefined;
  readonly volumesReady: boolean;
  readonly stepEntry: number | undefined;
  readonly retryEntry: number | undefined;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

const STOP_SANDBOX_US: Range = { low: 20 * MILLISECOND, high: 80 * MILLISECOND };
const CLEAN_UP_US: Range = { low: 300 * MILLISECOND, high: 1300 * MILLISECOND };
const COMPLETED_US = SECOND;
const NETWORK_RETRY_US: Range = { low: 10 * SECOND, high: 15 * SECOND };
const RESYNC_US: Range = { low: 60 * SECOND, high: 90 * SECOND };
const NETWORK_NOT_READY =
  'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady ' +
  'message:Network plugin returns error: cni plugin not initialized';

export class PodWorker implements SyncOwner {
  readonly uid: string;
  readonly fromFile: boolean;
  readonly #tools: WorkerTools;
  readonly #acceptedAt: Micros;
  #pod: Pod;
  #stage: Stage;
  /** The Pod is gone from the API, or its file from the machine. */
  #removed: boolean;
  /** As it was when the runtime was last looked at. */
  #seen: SandboxStatus | undefined;
  readonly #failures: Map<string, StartFailure>;
  #sync: PodSync | undefined;
  /** On whose account there has to be another sync. */
  #again: number | undefined;
  #volumesReady: boolean;
  #stepEntry: number | undefined;
  #retryEntry: number | undefined;

  constructor(tools: WorkerTools, pod: Pod, fromFile: boolean, saved?: SavedPodWorker) {
    const { kernel, machine } = tools.services;
    this.#tools = tools;
    this.#pod = pod;
    this.uid = uidOf(pod);
    this.fromFile = fromFile;
    this.#acceptedAt = saved?.acceptedAt ?? kernel.now;
    this.#stage = saved?.stage ?? (!fromFile && isTerminal(pod.status?.phase) ? 'cleaned' : 'running');
    this.#removed = saved?.removed ?? false;
    this.#seen = saved ? saved.seen : machine.podStatus(this.uid);
    this.#failures = new Map(saved?.failures);
    this.#sync = saved?.sync && new PodSync(this, saved.sync);
    this.#again = saved?.again;
    this.#volumesReady = saved?.volumesReady ?? false;
    this.#stepEntry = saved?.stepEntry;
    this.#retryEntry = saved?.retryEntry;
  }

  get pod(): Pod {
    return this.#pod;
  }

  get services(): KubeletServices {
    return this.#tools.services;
  }

  get starts(): ContainerStarts {
    return this.#tools.starts;
  }

  get verdicts(): ProbeVerdicts {
    return this.#tools.probes.of(this.uid);
  }

  get isRunning(): boolean {
    return this.#stage === 'running';
  }

  /** The Pod should be like this from now on. */
  update(pod: Pod): void {
    this.#pod = pod;
    if (pod.metadata?.deletionTimestamp === undefined) this.requestSync();
    else if (this.#stage === 'running') this.#end();
    else this.finishIfCleaned();
  }

  /** The Pod's object has changed in nothing that matters here. */
  know(pod: Pod): void {
    this.#pod = pod;
  }

  /** The Pod should not be at all. */
  remove(): void {
    this.#removed = true;
    if (this.#stage === 'running') this.#end();
    else if (this.#stage === 'cleaned') this.#tools.onTerminated(this);
  }

  /** The runtime was looked at. */
  relisted(): void {
    this.#seen = this.services.machine.podStatus(this.uid);
    this.requestSync();
  }

  /** Something of the Pod's sandbox changed this instant; only what waits for the end of containers cares. */
  noteChange(): void {
    if (this.#stage === 'ending') this.#continueWhenStopped();
    else this.#sync?.noteChange();
  }

  /** A readiness or startup probe has come to another verdict. */
  probeAnswered(kind: 'readiness' | 'startup'): void {
    if (this.#stage !== 'running' && this.#stage !== 'ending') return;
    this.#writeStatus();
    if (kind === 'startup') this.requestSync();
  }

  /** Asks for a sync: now, or as soon as the present one is done and the runtime has been looked at since. */
  requestSync(): void {
    if (this.#stage !== 'running') return;
    if (this.#sync || this.#tools.pleg.hasNews(this.uid)) {
      this.#again = this.services.kernel.cause;
      return;
    }
    this.#again = undefined;
    this.#beginSync();
  }

  /** The step's wait is over. */
  continue(): void {
    this.#stepEntry = undefined;
    switch (this.#stage) {
      case 'running':
        this.#sync?.continue();
        return;
      case 'ending':
        this.#stopSandbox();
        return;
      case 'ended':
        this.#cleanUp();
        return;
      case 'cleaned':
        return;
    }
  }

  retry(): void {
    this.#retryEntry = undefined;
    this.requestSync();
  }

  /** Has the Pod deleted for good if that is all that is left to do. */
  finishIfCleaned(): void {
    if (this.#stage === 'cleaned' && !this.#removed) this.#tools.statuses.finish(this.#pod);
  }

  wait(delayUs: number): void {
    if (this.#stepEntry !== undefined) return;
    this.#stepEntry = this.services.kernel.schedule(this.services.id, delayUs, 'pod-step', this.uid);
  }

  volumesMounted(): void {
    this.#volumesReady = true;
  }

  containerStarted(container: string): void {
    this.#failures.delete(container);
  }

  containerFailed(container: string, failure: StartFailure): void {
    this.#failures.set(container, failure);
  }

  syncFinished(retryUs: number | undefined): void {
    this.#sync = undefined;
    if (retryUs !== undefined) this.#scheduleRetry(retryUs);
    // ConfigMaps are looked at again with every sync, and there is one at least every minute and a half.
    else if (projectedVolumes(this.#pod).length > 0) this.#scheduleRetry(this.#between(RESYNC_US));
    if (this.#again === undefined) return;
    this.services.kernel.because(this.#again, () => {
      this.requestSync();
    });
  }

  /** `known`: the Pod's object need not be saved with the worker. */
  save(known: boolean): SavedPodWorker {
    return {
      uid: this.uid,
      pod: known ? undefined : this.#pod,
      fromFile: this.fromFile,
      stage: this.#stage,
      removed: this.#removed,
      acceptedAt: this.#acceptedAt,
      seen: this.#seen,
      failures: [...this.#failures],
      sync: this.#sync?.save(),
      again: this.#again,
      volumesReady: this.#volumesReady,
      stepEntry: this.#stepEntry,
      retryEntry: this.#retryEntry,
    };
  }

  #beginSync(): void {
    this.#cancelRetry();
    if (isTerminal(this.#writeStatus())) {
      this.#end();
      return;
    }
    if (this.fromFile) this.#tools.ensureMirror(this.#pod);
    const { machine, events } = this.services;
    if (this.#pod.spec?.hostNetwork !== true && !machine.networkReady) {
      events.send(eventTarget(this.#pod), 'Warning', 'NetworkNotReady', NETWORK_NOT_READY);
      this.#scheduleRetry(this.#between(NETWORK_RETRY_US));
      return;
    }
    this.#sync = new PodSync(this, { seen: this.#seen, steps: [], wait: undefined, retryUs: undefined });
    // A static Pod has no token to mount, so that without ConfigMaps there is nothing to wait for.
    const nothingToMount = this.fromFile && projectedVolumes(this.#pod).length === 0;
    this.#sync.begin(!this.#volumesReady && !nothingToMount);
  }

  /** Writes the status if it changed; returns the phase as it is, which may be ahead of what is written. */
  #writeStatus(): string | undefined {
    const { kernel, machine } = this.services;
    const { statuses, probes } = this.#tools;
    const previous = statuses.get(this.uid) ?? (this.fromFile ? undefined : this.#pod.status);
    const gone = this.#stage === 'ended' || this.#stage === 'cleaned';
    const status = podStatus({
      pod: this.#pod,
      seen: this.#seen,
      previous,
      failures: this.#failures,
      probes: probes.of(this.uid),
      now: kernel.now,
      hostIp: machine.spec.ip,
      startedAt: this.#acceptedAt,
      ended: gone && this.#pod.metadata?.deletionTimestamp !== undefined,
    });
    // A Pod's phase may say that it is over only when nothing of it runs any more.
    const held = !gone && isTerminal(status.phase);
    const written = held ? { ...status, phase: previous?.phase ?? 'Pending' } : status;
    if (statuses.set(this.#pod, this.fromFile, written)) probes.statusWritten(this.#pod, this.#seen, this.#acceptedAt);
    return status.phase;
  }

  /** Stops everything: the Pod is deleted, removed or has run to its end. */
  #end(): void {
    const { machine, events } = this.services;
    this.#cancelRetry();
    this.#cancelStep();
    this.#sync = undefined;
    this.#stage = 'ending';
    this.#tools.probes.ending(this.uid);
    for (const { name } of allContainers(this.#pod.spec)) {
      if (!this.#runs(name)) continue;
      events.send(containerTarget(this.#pod, name), 'Normal', 'Killing', `Stopping container ${name}`);
      machine.stopContainer(this.uid, name, this.#graceSeconds());
    }
    this.#continueWhenStopped();
  }

  #graceSeconds(): number {
    const { deletionGracePeriodSeconds } = this.#pod.metadata ?? {};
    // What vanished from the API without having been marked was deleted by force.
    const forced = this.#removed && !this.fromFile ? 0 : undefined;
    const own = this.#pod.spec?.terminationGracePeriodSeconds;
    return Math.max(GRACE_SECONDS_MIN, deletionGracePeriodSeconds ?? forced ?? own ?? 0);
  }

  #continueWhenStopped(): void {
    if (allContainers(this.#pod.spec).some(({ name }) => this.#runs(name))) return;
    this.wait(this.#between(STOP_SANDBOX_US));
  }

  #stopSandbox(): void {
    const { machine } = this.services;
    const completed = this.#pod.metadata?.deletionTimestamp === undefined && !this.#removed;
    this.#stage = 'ended';
    machine.stopSandbox(this.uid);
    this.#seen = machine.podStatus(this.uid);
    this.#tools.probes.forget(this.uid);
    if (!completed) this.#writeStatus();
    this.wait(completed ? COMPLETED_US : this.#between(CLEAN_UP_US));
  }

  #cleanUp(): void {
    this.#stage = 'cleaned';
    if (this.#removed) {
      this.#tools.onTerminated(this);
      return;
    }
    this.#writeStatus();
    this.finishIfCleaned();
  }

  #runs(container: string): boolean {
    return newestContainer(this.services.machine.podStatus(this.uid), container)?.state === 'running';
  }

  #scheduleRetry(delayUs: number): void {
    this.#cancelRetry();
    this.#retryEntry = this.services.kernel.schedule(this.services.id, delayUs, 'pod-retry', this.uid);
  }

  #cancelStep(): void {
    if (this.#stepEntry !== undefined) this.services.kernel.agenda.cancel(this.#stepEntry);
    this.#stepEntry = undefined;
  }

  #cancelRetry(): void {
    if (this.#retryEntry !== undefined) this.services.kernel.agenda.cancel(this.#retryEntry);
    this.#retryEntry = undefined;
  }

  #between({ low, high }: Range): number {
    return this.services.random.int(low, high);
  }
}
