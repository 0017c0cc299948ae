// Models SyncPod in pkg/kubelet/kubelet.go (v1.35): the syncs of one Pod's worker, one after the other, with what each
// needs before it can begin.
import type { Pod } from '../api/generated/types.ts';
import { unitsOf } from '../api/quantity.ts';
import { SECOND } from '../kernel/time.ts';
import type { SandboxStatus } from '../runtime/status.ts';
import type { ContainerStarts } from './container-start.ts';
import { containerNamed } from './container-state.ts';
import type { HookEnd } from './lifecycle/hook.ts';
import type { PodKills } from './lifecycle/pod-kills.ts';
import { mayHaveNetwork } from './network-readiness.ts';
import { PodSync } from './pod-sync.ts';
import type { PodResize } from './resize/pod-resize.ts';
import type { KubeletServices } from './services.ts';
import type { StartFailure } from './status/status-input.ts';
import type { StatusWriter } from './status/status-writer.ts';
import type { SavedPodSync, SyncOwner } from './sync-owner.ts';
import type { Verdicts } from './sync-plan.ts';
import { mayChange } from './volumes/contents.ts';
import { hasVolumesToMount } from './volumes/set-up.ts';
import type { WorkerTimers } from './worker-timers.ts';
import type { WorkerTools } from './worker-tools.ts';

/** The worker. */
export interface SyncsOwner {
  readonly uid: string;
  readonly pod: Pod;
  readonly fromFile: boolean;
  readonly tools: WorkerTools;
  readonly timers: WorkerTimers;
  readonly writer: StatusWriter;
  readonly kills: PodKills;
  readonly resize: PodResize | undefined;
  /** A sync is over. */
  synced(): void;
}

export interface SavedWorkerSyncs {
  readonly sync: SavedPodSync | undefined;
  readonly volumesReady: boolean;
}

const NETWORK_RETRY_US = { low: SECOND, high: 1.5 * SECOND } as const;
/** What volumes are made from is looked at again with every sync, and there is one at least so often. */
const RESYNC_US = { low: 60 * SECOND, high: 90 * SECOND } as const;

export class WorkerSyncs implements SyncOwner {
  readonly #owner: SyncsOwner;
  #sync: PodSync | undefined;
  #volumesReady: boolean;

  constructor(owner: SyncsOwner, saved?: SavedWorkerSyncs) {
    this.#owner = owner;
    this.#sync = saved?.sync && new PodSync(this, saved.sync);
    this.#volumesReady = saved?.volumesReady ?? false;
  }

  get busy(): boolean {
    return this.#sync !== undefined;
  }

  get pod(): Pod {
    return this.#owner.pod;
  }

  get services(): KubeletServices {
    return this.#owner.tools.services;
  }

  get starts(): ContainerStarts {
    return this.#owner.tools.starts;
  }

  get verdicts(): Verdicts {
    const { uid, tools, resize } = this.#owner;
    const verdicts = tools.probes.of(uid);
    return resize ? { ...verdicts, resizeOf: (container) => resize.planOf(container) } : verdicts;
  }

  /** Begins a sync unless the network is not there yet; `seen` is the Pod as it is now. */
  begin(seen: SandboxStatus | undefined): void {
    const { pod, tools, fromFile } = this.#owner;
    tools.probes.synced(pod, seen);
    if (fromFile) tools.ensureMirror(pod);
    if (!mayHaveNetwork(tools.services, pod)) {
      this.#retryBetween(NETWORK_RETRY_US);
      return;
    }
    this.#sync = new PodSync(this, { seen, steps: [], wait: undefined, retryUs: undefined });
    // A static Pod has no token to mount, so that without other volumes there is nothing to wait for.
    const nothingToMount = fromFile && !hasVolumesToMount(pod);
    this.#sync.begin(!this.#volumesReady && !nothingToMount);
  }

  /** The step's wait is over. */
  continue(): void {
    this.#sync?.continue();
  }

  /** Gives up a sync that only waits for volumes; says whether it was one. */
  giveUpMounting(): boolean {
    if (!this.#sync?.isMounting) return false;
    this.#owner.timers.cancelStep();
    this.#sync = undefined;
    return true;
  }

  hookEnded(end: HookEnd): void {
    this.#sync?.hookEnded(end);
  }

  /** These containers have ended that were to be ended. */
  killed(containers: readonly string[]): void {
    this.#sync?.killed(containers, !this.#owner.kills.busy);
  }

  kill(container: string, message: string, graceSeconds: number): boolean {
    return this.#owner.kills.begin({ container, message, graceSeconds, after: [] });
  }

  killAll(): boolean {
    const { uid, pod, kills } = this.#owner;
    return kills.beginAll(this.services.machine.podStatus(uid), pod.spec?.terminationGracePeriodSeconds ?? 0);
  }

  wait(delayUs: number): void {
    this.#owner.timers.wait(delayUs);
  }

  volumesMounted(): void {
    this.#volumesReady = true;
  }

  /** Probes tick from the moment at which the Pod's containers could start. */
  planned(): void {
    this.#owner.tools.probes.add(this.#owner.pod);
  }

  containerStarted(container: string): void {
    this.#owner.writer.containerStarted(container);
    this.#owner.resize?.actuated(container);
  }

  resizeContainer(name: string): void {
    const { uid, pod, resize } = this.#owner;
    const memory = containerNamed(pod, name)?.resources?.limits?.['memory'];
    this.services.machine.capacity.limitMemory(uid, name, memory === undefined ? undefined : unitsOf(memory));
    resize?.actuated(name);
  }

  containerFailed(container: string, failure: StartFailure): void {
    this.#owner.writer.containerFailed(container, failure);
  }

  syncFinished(retryUs: number | undefined): void {
    this.#sync = undefined;
    if (retryUs !== undefined) this.#owner.timers.retryAfter(retryUs);
    else if (this.pod.spec?.volumes?.some(mayChange)) this.#retryBetween(RESYNC_US);
    this.#owner.synced();
  }

  save(): SavedWorkerSyncs {
    return { sync: this.#sync?.save(), volumesReady: this.#volumesReady };
  }

  #retryBetween({ low, high }: { readonly low: number; readonly high: number }): void {
    this.#owner.timers.retryAfter(this.services.random.int(low, high));
  }
}
