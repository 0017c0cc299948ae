// Models pkg/kubelet/pod_workers.go with syncPod, syncTerminatingPod and syncTerminatedPod (v1.35): looks after one Pod
// from the moment the kubelet accepts it until nothing of it is left.
import type { Pod } from '../api/generated/types.ts';
import type { Micros } from '../kernel/time.ts';
import type { SandboxStatus } from '../runtime/status.ts';
import type { Rejection } from './admission.ts';
import { deadlineOf } from './deadline.ts';
import type { Eviction } from './eviction/eviction.ts';
import { GrantedPod } from './granted-pod.ts';
import type { KillOwner } from './lifecycle/container-kills.ts';
import { endingGraceSeconds } from './lifecycle/grace.ts';
import type { HookEnd } from './lifecycle/hook.ts';
import { PodKills } from './lifecycle/pod-kills.ts';
import type { PodDemands } from './pod-demands.ts';
import { awaitSandbox, beginEnding, runsAnything, stopSandbox } from './pod-ending.ts';
import { uidOf } from './pod-source.ts';
import type { PodResize } from './resize/pod-resize.ts';
import type { SavedPodWorker, WorkerStage } from './saved-pod-worker.ts';
import type { KubeletServices } from './services.ts';
import { isTerminal } from './status/pod-status.ts';
import { type StatusStage, StatusWriter } from './status/status-writer.ts';
import { SyncGate } from './sync-gate.ts';
import { seenWithMessages } from './termination-message.ts';
import { type SyncsOwner, WorkerSyncs } from './worker-syncs.ts';
import { WorkerTimers } from './worker-timers.ts';
import type { WorkerTools } from './worker-tools.ts';

const STATUS_STAGE = { running: 'active', ending: 'active', ended: 'stopped', cleaned: 'gone' } as const;

export class PodWorker implements SyncsOwner, KillOwner {
  readonly uid: string;
  readonly fromFile: boolean;
  readonly tools: WorkerTools;
  readonly timers: WorkerTimers;
  readonly writer: StatusWriter;
  readonly kills: PodKills;
  readonly #acceptedAt: Micros;
  readonly #gate: SyncGate;
  readonly #syncs: WorkerSyncs;
  readonly #granted: GrantedPod;
  #stage: WorkerStage;
  /** It is to end as soon as what is under way is done. */
  #finishing: boolean;
  /** The Pod is gone from the API, or its file from the machine. */
  #removed: boolean;
  /** Why the kubelet ends it of its own accord. */
  #eviction: Eviction | undefined;
  /** As it was when the last sync began. */
  #seen: SandboxStatus | undefined;

  constructor(tools: WorkerTools, pod: Pod, fromFile: boolean, saved?: SavedPodWorker) {
    const { services, pleg, ticks } = tools;
    this.tools = tools;
    this.#granted = new GrantedPod(tools, pod, saved?.resize);
    this.uid = uidOf(pod);
    this.fromFile = fromFile;
    this.#acceptedAt = saved?.acceptedAt ?? services.kernel.now;
    this.#stage = saved?.stage ?? (!fromFile && isTerminal(pod.status?.phase) ? 'cleaned' : 'running');
    this.#finishing = saved?.finishing ?? false;
    this.#removed = saved?.removed ?? false;
    this.#eviction = saved?.eviction;
    this.#seen = saved ? saved.seen : seenWithMessages(services.machine, pod, undefined);
    this.writer = new StatusWriter(tools, fromFile, this.#acceptedAt, saved?.failures);
    this.kills = new PodKills(this, saved?.kills);
    this.timers = new WorkerTimers(services, ticks, this.uid, saved?.timers);
    this.#gate = new SyncGate(services, pleg, this.uid, saved);
    this.#syncs = new WorkerSyncs(this, saved);
  }

  /** The Pod with the resources that it has been granted. */
  get pod(): Pod {
    return this.#granted.pod;
  }

  /** The Pod as it is asked for, which may be with other resources than it has. */
  get desired(): Pod {
    return this.#granted.desired;
  }

  get resize(): PodResize | undefined {
    return this.#granted.resize;
  }

  get services(): KubeletServices {
    return this.tools.services;
  }

  get isRunning(): boolean {
    return this.#stage === 'running' && !this.#finishing;
  }

  /** Whether nothing has been done for the Pod on this machine yet. */
  get isNew(): boolean {
    return this.isRunning && this.#seen === undefined && this.pod.metadata?.deletionTimestamp === undefined;
  }

  /** Whether the Pod counts when the machine's room is shared out. */
  get takesRoom(): boolean {
    return this.#stage === 'running' || this.#stage === 'ending';
  }

  /** What it wants of the machine. */
  get demands(): PodDemands {
    return this.#granted.demands;
  }

  /** The Pod should be like this from now on. */
  update(pod: Pod): void {
    this.#granted.update(pod, this.#seen);
    if (pod.metadata?.deletionTimestamp === undefined) this.requestSync();
    else if (this.#stage === 'running') this.#finish();
    else this.finishIfCleaned();
  }

  /** The Pod's object has changed in nothing that matters here. */
  know(pod: Pod): void {
    this.#granted.know(pod);
  }

  /** There may be room for the resources that the Pod asks for. */
  retryResize(): void {
    this.#granted.ask(this.#seen);
    this.requestSync();
  }

  /** The Pod should not be at all. */
  remove(): void {
    this.#removed = true;
    if (this.#stage === 'running') this.#finish();
    else if (this.#stage === 'cleaned') this.tools.onTerminated(this.uid);
  }

  /** The kubelet will not have the Pod: nothing of it is ever started. */
  reject(rejection: Rejection): void {
    this.#stage = 'cleaned';
    this.writer.reject(this.pod, rejection);
  }

  /** Ends the Pod whatever the API says. */
  evict(eviction: Eviction): void {
    this.#eviction = eviction;
    this.#finish();
  }

  /** The runtime was looked at. What waited for that goes on; a change of the Pod then leads to yet another sync. */
  relisted(news: boolean): void {
    if (this.#stage !== 'running' && this.#stage !== 'ended') return;
    const waited = this.#gate.isAsked && !this.#syncs.busy;
    this.#proceed();
    if (waited && news && this.#stage === 'running') this.#proceed();
    // Of the containers of a name that have ended, the last is kept.
    if (news) this.services.machine.forgetOlder(this.uid);
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
    this.timers.stepDone();
    if (this.#stage === 'running') this.#syncs.continue();
    else if (this.#stage === 'ending') this.#continueEnding();
  }

  retry(): void {
    this.timers.retryDone();
    this.requestSync();
  }

  /** A hook of one of the containers is over. */
  hookEnded(end: HookEnd): void {
    if (end.hook === 'preStop') this.kills.hookEnded(end);
    else this.#syncs.hookEnded(end);
  }

  /** Has the Pod deleted for good if that is all that is left to do. */
  finishIfCleaned(): void {
    if (this.#stage === 'cleaned' && !this.#removed) this.tools.statuses.finish(this.pod);
  }

  killed(containers: readonly string[]): void {
    if (this.#stage === 'running') this.#syncs.killed(containers);
    else if (this.#stage === 'ending' && !this.kills.busy) awaitSandbox(this);
  }

  synced(): void {
    this.#gate.synced();
    if (this.resize?.isActuated) this.#gate.ask();
    this.#gate.resume(() => {
      this.#proceed();
    });
  }

  /** `known`: the Pod's object need not be saved with the worker. */
  save(known: boolean): SavedPodWorker {
    return {
      uid: this.uid,
      pod: known ? undefined : this.desired,
      fromFile: this.fromFile,
      stage: this.#stage,
      finishing: this.#finishing,
      removed: this.#removed,
      acceptedAt: this.#acceptedAt,
      seen: this.#seen,
      failures: this.writer.save(),
      kills: this.kills.save(),
      timers: this.timers.save(),
      resize: this.#granted.save(),
      eviction: this.#eviction,
      ...this.#gate.save(),
      ...this.#syncs.save(),
    };
  }

  /** Does what comes next, unless something is under way or the runtime has not been looked at since. */
  #proceed(): void {
    if (!this.#gate.open(this.#syncs.busy)) return;
    this.#seen = seenWithMessages(this.services.machine, this.pod, this.#seen);
    if (this.#stage === 'ended') this.#cleanUp();
    else if (this.#finishing) this.#end();
    else this.#beginSync();
  }

  #beginSync(): void {
    this.timers.cancelRetry();
    this.#granted.conclude();
    if (isTerminal(this.#writeStatus())) {
      this.#gate.synced();
      this.#finish();
      return;
    }
    this.timers.watchDeadline(deadlineOf(this.pod, this.#acceptedAt));
    this.#syncs.begin(this.#seen);
  }

  /** Writes the status if it changed; returns the phase as it is, which may be ahead of what is written. */
  #writeStatus(stage: StatusStage = STATUS_STAGE[this.#stage]): string | undefined {
    const { pod, resize } = this;
    return this.writer.write({ pod, seen: this.#seen, stage, resize, eviction: this.#eviction });
  }

  /** The Pod is deleted, removed or has run to its end: what is under way is finished first, unless it only waits. */
  #finish(): void {
    this.#finishing = true;
    if (this.#syncs.giveUpMounting()) this.#gate.synced();
    this.#proceed();
  }

  /** Stops everything. */
  #end(): void {
    this.#stage = 'ending';
    this.tools.probes.ending(this.uid);
    this.writer.tellIfLate(this.pod);
    // What vanished from the API without having been marked was deleted by force.
    const isForced = this.#removed && !this.fromFile;
    const graceSeconds = endingGraceSeconds(this.pod, isForced ? 0 : this.#eviction?.graceSeconds);
    if (beginEnding(this, this.#seen, graceSeconds)) return;
    this.#writeStatus('stopped');
    awaitSandbox(this);
  }

  #continueEnding(): void {
    if (!this.kills.busy) this.#stopSandbox();
    else if (runsAnything(this)) this.#writeStatus();
  }

  #stopSandbox(): void {
    this.#stage = 'ended';
    const ip = stopSandbox(this);
    const seen = seenWithMessages(this.services.machine, this.pod, this.#seen);
    // The address that the Pod had stays in its status.
    this.#seen = seen && { ...seen, ip };
    this.tools.probes.forget(this.uid);
    this.#writeStatus();
    this.tools.onRoomFreed();
    this.#gate.synced();
    this.#proceed();
  }

  #cleanUp(): void {
    this.#stage = 'cleaned';
    // The mirror of a static Pod whose file is gone is nobody's any more.
    if (!this.#removed || !this.fromFile) this.#writeStatus();
    if (this.#removed) this.tools.onTerminated(this.uid);
    else this.finishIfCleaned();
  }
}
