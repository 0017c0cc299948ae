// Models pkg/kubelet/pod_workers.go with syncPod, syncTerminatingPod and syncTerminatedPod (v1.35): looks after one Pod
// from the moment the kubelet accepts it until nothing of it is left. One thing at a time: whatever happens during a
// sync leads to another one, and none begins before the runtime has been looked at since the one before.
import { eventTarget } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { MILLISECOND, type Micros, SECOND } from '../kernel/time.ts';
import type { SandboxStatus } from '../runtime/status.ts';
import type { Rejection } from './admission.ts';
import type { ContainerStarts } from './container-start.ts';
import { deadlineOf } from './deadline.ts';
import { ContainerKills, type KillOwner } from './lifecycle/container-kills.ts';
import { endingGraceSeconds } from './lifecycle/grace.ts';
import type { HookEnd } from './lifecycle/hook.ts';
import { killOrders } from './lifecycle/kill-orders.ts';
import { mayHaveNetwork } from './network-readiness.ts';
import { uidOf } from './pod-source.ts';
import { PodSync, STOP_SANDBOX_US, type SyncOwner } from './pod-sync.ts';
import type { KubeletServices } from './services.ts';
import { isTerminal, rejectedStatus } from './status/pod-status.ts';
import type { StartFailure } from './status/status-input.ts';
import { type StatusStage, StatusWriter } from './status/status-writer.ts';
import type { ProbeVerdicts } from './sync-plan.ts';
import { seenWithMessages } from './termination-message.ts';
import { mayChange } from './volumes/contents.ts';
import { hasVolumesToMount } from './volumes/set-up.ts';
import { WorkerTimers } from './worker-timers.ts';
import type { SavedPodWorker, WorkerStage, WorkerTools } from './worker-tools.ts';

const STATUS_STAGE = { running: 'active', ending: 'active', ended: 'stopped', cleaned: 'gone' } as const;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** What ends at once ends before the status of its ending is written. */
const STATUS_US = 2 * MILLISECOND;
const NETWORK_RETRY_US: Range = { low: SECOND, high: 1.5 * SECOND };
const RESYNC_US: Range = { low: 60 * SECOND, high: 90 * SECOND };

export class PodWorker implements SyncOwner, KillOwner {
  readonly uid: string;
  readonly fromFile: boolean;
  readonly #tools: WorkerTools;
  readonly #acceptedAt: Micros;
  readonly #writer: StatusWriter;
  readonly #kills: ContainerKills;
  readonly #timers: WorkerTimers;
  #pod: Pod;
  #stage: WorkerStage;
  /** It is to end as soon as what is under way is done. */
  #finishing: boolean;
  /** The Pod is gone from the API, or its file from the machine. */
  #removed: boolean;
  /** When the last sync was over. */
  #syncedAt: Micros | undefined;
  /** As it was when the last sync began. */
  #seen: SandboxStatus | undefined;
  readonly #failures: Map<string, StartFailure>;
  #sync: PodSync | undefined;
  /** On whose account there has to be another sync. */
  #again: number | undefined;
  #volumesReady: boolean;

  constructor(tools: WorkerTools, pod: Pod, fromFile: boolean, saved?: SavedPodWorker) {
    const { kernel, machine } = tools.services;
    this.#tools = tools;
    this.#pod = pod;
    this.uid = uidOf(pod);
    this.fromFile = fromFile;
    this.#acceptedAt = saved?.acceptedAt ?? kernel.now;
    this.#writer = new StatusWriter(tools, fromFile, this.#acceptedAt);
    this.#stage = saved?.stage ?? (!fromFile && isTerminal(pod.status?.phase) ? 'cleaned' : 'running');
    this.#finishing = saved?.finishing ?? false;
    this.#removed = saved?.removed ?? false;
    this.#syncedAt = saved?.syncedAt;
    this.#seen = saved ? saved.seen : machine.podStatus(this.uid);
    this.#failures = new Map(saved?.failures);
    this.#kills = new ContainerKills(this, saved?.kills);
    this.#timers = new WorkerTimers(tools.services, tools.ticks, this.uid, saved?.timers);
    this.#sync = saved?.sync && new PodSync(this, saved.sync);
    this.#again = saved?.again;
    this.#volumesReady = saved?.volumesReady ?? false;
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
    return this.#stage === 'running' && !this.#finishing;
  }

  /** Whether nothing has been done for the Pod on this machine yet. */
  get isNew(): boolean {
    return this.isRunning && this.#seen === undefined && this.#pod.metadata?.deletionTimestamp === undefined;
  }

  /** Whether the Pod counts when the machine's room is shared out. */
  get takesRoom(): boolean {
    return this.#stage === 'running' || this.#stage === 'ending';
  }

  /** The Pod should be like this from now on. */
  update(pod: Pod): void {
    this.#pod = pod;
    if (pod.metadata?.deletionTimestamp === undefined) this.requestSync();
    else if (this.#stage === 'running') this.#finish();
    else this.finishIfCleaned();
  }

  /** The Pod's object has changed in nothing that matters here. */
  know(pod: Pod): void {
    this.#pod = pod;
  }

  /** The Pod should not be at all. */
  remove(): void {
    this.#removed = true;
    if (this.#stage === 'running') this.#finish();
    else if (this.#stage === 'cleaned') this.#tools.onTerminated(this.uid);
  }

  /** The kubelet will not have the Pod: nothing of it is ever started. */
  reject({ reason, message }: Rejection): void {
    const { statuses, services } = this.#tools;
    this.#stage = 'cleaned';
    services.events.send(eventTarget(this.#pod), 'Warning', reason, message);
    statuses.set(this.#pod, this.fromFile, rejectedStatus(this.#pod, this.#acceptedAt, reason, message));
  }

  /** The runtime was looked at. What waited for that goes on; a change of the Pod then leads to yet another sync. */
  relisted(news: boolean): void {
    if (this.#stage !== 'running' && this.#stage !== 'ended') return;
    const waited = this.#again !== undefined && !this.#sync;
    this.#proceed();
    if (waited && news && this.#stage === 'running') this.#proceed();
    // Of the containers of a name that have ended, the last is kept.
    if (news) this.services.machine.forgetOlder(this.uid);
  }

  /** Something of the Pod's sandbox changed this instant; only what waits for the end of containers cares. */
  noteChange(): void {
    this.#kills.noteChange();
  }

  /** A readiness or startup probe has come to another verdict. */
  probeAnswered(): void {
    if (this.#stage !== 'running' && this.#stage !== 'ending') return;
    this.#writeStatus();
    this.requestSync();
  }

  /** Asks for a sync: now, or as soon as the present one is done and the runtime has been looked at since. */
  requestSync(): void {
    if (this.#stage === 'running') this.#proceed();
  }

  /** The step's wait is over. */
  continue(): void {
    this.#timers.stepDone();
    if (this.#stage === 'running') this.#sync?.continue();
    else if (this.#stage === 'ending') this.#continueEnding();
  }

  retry(): void {
    this.#timers.retryDone();
    this.requestSync();
  }

  /** The Pod may have been active for longer than it may. */
  deadlineDue(): void {
    this.requestSync();
  }

  /** A hook of one of the containers is over. */
  hookEnded(end: HookEnd): void {
    if (end.hook === 'preStop') this.#kills.hookEnded(end);
    else this.#sync?.hookEnded(end);
  }

  /** A stage in the ending of a container has taken all of its time. */
  killTimeUp(container: string, containerId: string, stage: string): void {
    this.#kills.timeUp(container, containerId, stage);
  }

  killLook(): void {
    this.#kills.look();
  }

  /** Has the Pod deleted for good if that is all that is left to do. */
  finishIfCleaned(): void {
    if (this.#stage === 'cleaned' && !this.#removed) this.#tools.statuses.finish(this.#pod);
  }

  kill(container: string, message: string, graceSeconds: number): boolean {
    return this.#kills.begin({ container, message, graceSeconds, after: [] });
  }

  killAll(): boolean {
    const seen = this.services.machine.podStatus(this.uid);
    const graceSeconds = this.#pod.spec?.terminationGracePeriodSeconds ?? 0;
    for (const order of killOrders(this.#pod, seen, graceSeconds)) this.#kills.begin(order);
    return this.#kills.busy;
  }

  killed(containers: readonly string[]): void {
    if (this.#stage === 'running') this.#sync?.killed(containers, !this.#kills.busy);
    else if (this.#stage === 'ending' && !this.#kills.busy) this.wait(this.#between(STOP_SANDBOX_US));
  }

  wait(delayUs: number): void {
    this.#timers.wait(delayUs);
  }

  volumesMounted(): void {
    this.#volumesReady = true;
  }

  /** Probes tick from the moment at which the Pod's containers could start. */
  planned(): void {
    this.#tools.probes.add(this.#pod);
  }

  containerStarted(container: string): void {
    this.#failures.delete(container);
  }

  containerFailed(container: string, failure: StartFailure): void {
    this.#failures.set(container, failure);
  }

  syncFinished(retryUs: number | undefined): void {
    this.#sync = undefined;
    this.#syncedAt = this.services.kernel.now;
    if (retryUs !== undefined) this.#timers.retryAfter(retryUs);
    // What volumes are made from is looked at again with every sync, and there is one at least every minute and a half.
    else if (this.#pod.spec?.volumes?.some(mayChange)) this.#timers.retryAfter(this.#between(RESYNC_US));
    if (this.#again === undefined) return;
    this.services.kernel.because(this.#again, () => {
      this.#proceed();
    });
  }

  /** `known`: the Pod's object need not be saved with the worker. */
  save(known: boolean): SavedPodWorker {
    return {
      uid: this.uid,
      pod: known ? undefined : this.#pod,
      fromFile: this.fromFile,
      stage: this.#stage,
      finishing: this.#finishing,
      removed: this.#removed,
      acceptedAt: this.#acceptedAt,
      syncedAt: this.#syncedAt,
      seen: this.#seen,
      failures: [...this.#failures],
      sync: this.#sync?.save(),
      kills: this.#kills.save(),
      again: this.#again,
      volumesReady: this.#volumesReady,
      timers: this.#timers.save(),
    };
  }

  /** Does what comes next, unless something is under way or the runtime has not been looked at since. */
  #proceed(): void {
    const { pleg, services } = this.#tools;
    if (this.#sync) {
      this.#again = services.kernel.cause;
      return;
    }
    if (!pleg.hasLookedSince(this.uid, this.#syncedAt)) {
      this.#again = services.kernel.cause;
      pleg.await(this.uid);
      return;
    }
    this.#again = undefined;
    this.#seen = seenWithMessages(services.machine, this.#pod, this.#seen);
    if (this.#stage === 'ended') this.#cleanUp();
    else if (this.#finishing) this.#end();
    else this.#beginSync();
  }

  #beginSync(): void {
    this.#timers.cancelRetry();
    if (isTerminal(this.#writeStatus())) {
      this.#syncedAt = this.services.kernel.now;
      this.#finish();
      return;
    }
    this.#tools.probes.synced(this.#pod, this.#seen);
    this.#timers.watchDeadline(deadlineOf(this.#pod, this.#acceptedAt));
    if (this.fromFile) this.#tools.ensureMirror(this.#pod);
    if (!mayHaveNetwork(this.services, this.#pod)) {
      this.#timers.retryAfter(this.#between(NETWORK_RETRY_US));
      return;
    }
    this.#sync = new PodSync(this, { seen: this.#seen, steps: [], wait: undefined, retryUs: undefined });
    // A static Pod has no token to mount, so that without other volumes there is nothing to wait for.
    const nothingToMount = this.fromFile && !hasVolumesToMount(this.#pod);
    this.#sync.begin(!this.#volumesReady && !nothingToMount);
  }

  /** Writes the status if it changed; returns the phase as it is, which may be ahead of what is written. */
  #writeStatus(stage: StatusStage = STATUS_STAGE[this.#stage]): string | undefined {
    return this.#writer.write({
      pod: this.#pod,
      seen: this.#seen,
      failures: this.#failures,
      stage,
    });
  }

  /** The Pod is deleted, removed or has run to its end: what is under way is finished first, unless it only waits. */
  #finish(): void {
    this.#finishing = true;
    if (this.#sync?.isMounting) {
      this.#timers.cancelStep();
      this.#sync = undefined;
      this.#syncedAt = this.services.kernel.now;
    }
    this.#proceed();
  }

  /** Stops everything. */
  #end(): void {
    this.#timers.cancelRetry();
    this.#timers.cancelStep();
    this.#stage = 'ending';
    this.#tools.probes.ending(this.uid);
    this.#writer.tellIfLate(this.#pod);
    // What vanished from the API without having been marked was deleted by force.
    const graceSeconds = endingGraceSeconds(this.#pod, this.#removed && !this.fromFile);
    for (const order of killOrders(this.#pod, this.#seen, graceSeconds)) this.#kills.begin(order);
    if (!this.#kills.busy) this.#writeStatus('stopped');
    this.wait(this.#kills.busy ? STATUS_US : this.#between(STOP_SANDBOX_US));
  }

  #continueEnding(): void {
    if (!this.#kills.busy) this.#stopSandbox();
    else if (this.#runsAnything()) this.#writeStatus();
  }

  #runsAnything(): boolean {
    return this.services.machine.podStatus(this.uid)?.containers.some(({ state }) => state === 'running') ?? false;
  }

  #stopSandbox(): void {
    const { machine, kernel } = this.services;
    this.#stage = 'ended';
    const ip = machine.podStatus(this.uid)?.ip ?? '';
    machine.stopSandbox(this.uid);
    const seen = seenWithMessages(machine, this.#pod, this.#seen);
    // The address that the Pod had stays in its status.
    this.#seen = seen && { ...seen, ip };
    this.#tools.probes.forget(this.uid);
    this.#writeStatus();
    this.#syncedAt = kernel.now;
    this.#proceed();
  }

  #cleanUp(): void {
    this.#stage = 'cleaned';
    // The mirror of a static Pod whose file is gone is nobody's any more.
    if (!this.#removed || !this.fromFile) this.#writeStatus();
    if (this.#removed) this.#tools.onTerminated(this.uid);
    else this.finishIfCleaned();
  }

  #between({ low, high }: Range): number {
    return this.services.random.int(low, high);
  }
}
