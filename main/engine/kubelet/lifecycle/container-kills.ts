// Models killContainer and the termination ordering in pkg/kubelet/kuberuntime (v1.35): each container that is to end runs
// its preStop hook, waits for its turn, and is stopped, all of it out of one grace period.
import type { Container, Pod } from '../../api/generated/types.ts';
import { MILLISECOND, type Micros, SECOND } from '../../kernel/time.ts';
import { newestContainer } from '../../runtime/status.ts';
import { containerTarget } from '../container-target.ts';
import { containerNamed } from '../container-state.ts';
import { uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import { type HookEnd, hookFault, recordHookEnd, startHook } from './hook.ts';

/** What is to be done to a container. */
export interface KillOrder {
  readonly container: string;
  /** As the Killing event says it. */
  readonly message: string;
  readonly graceSeconds: number;
  /** Containers that have to end before this one is told to. */
  readonly after: readonly string[];
}

/** A container that is being ended. */
interface Killing extends KillOrder {
  readonly containerId: string;
  readonly stage: 'hook' | 'turn' | 'stopping';
  /** When the stage began, and what was left of the grace period then. */
  readonly since: Micros;
  readonly leftSeconds: number;
  /** Its preStop hook is still at work. */
  readonly hookRuns: boolean;
}

export interface SavedContainerKills {
  readonly killings: readonly Killing[];
  readonly lookDue: boolean;
}

/** Whose containers are ended. */
export interface KillOwner {
  readonly pod: Pod;
  readonly services: KubeletServices;
  /** These have ended, and what was to be ended may have. */
  killed(containers: readonly string[]): void;
}

/** Agenda entries: a stage has taken all of its time; a container may have ended. */
export const KILL_TIME_UP = 'kill-time-up';
export const KILL_LOOK = 'kill-look';

/** A container has at least so long between SIGTERM and SIGKILL. */
const STOP_SECONDS_MIN = 2;
const LOOK_US = 5 * MILLISECOND;
/** A command starts a moment after the kubelet has begun to count. */
const HOOK_STARTS_US = 10 * MILLISECOND;

export class ContainerKills {
  readonly #owner: KillOwner;
  readonly #killings: Map<string, Killing>;
  #lookDue: boolean;

  constructor(owner: KillOwner, saved?: SavedContainerKills) {
    this.#owner = owner;
    this.#killings = new Map(saved?.killings.map((killing) => [killing.container, killing]));
    this.#lookDue = saved?.lookDue ?? false;
  }

  /** Whether anything is still being ended. */
  get busy(): boolean {
    return this.#killings.size > 0;
  }

  /** Begins to end a container; says whether there is anything to end. */
  begin(order: KillOrder): boolean {
    const { pod, services } = this.#owner;
    const newest = newestContainer(services.machine.podStatus(uidOf(pod)), order.container);
    if (newest?.state !== 'running' || this.#killings.has(order.container)) return false;
    services.events.send(containerTarget(pod, order.container), 'Normal', 'Killing', order.message);
    const base = { ...order, containerId: newest.id, since: services.kernel.now, leftSeconds: order.graceSeconds };
    const container = containerNamed(pod, order.container);
    if (container?.lifecycle?.preStop && order.graceSeconds > 0) this.#runHook(container, base);
    else this.#awaitTurn({ ...base, stage: 'turn', hookRuns: false });
    return true;
  }

  /** A preStop hook is over. */
  hookEnded(end: HookEnd): void {
    const killing = this.#killings.get(end.container);
    if (killing?.containerId !== end.containerId || !killing.hookRuns) return;
    const done: Killing = { ...killing, hookRuns: false };
    this.#killings.set(end.container, done);
    const { pod, services } = this.#owner;
    const container = containerNamed(pod, end.container);
    const fault = container && hookFault(pod, container, end);
    recordHookEnd(services, pod, end.container, end.hook, fault);
    if (fault !== undefined) this.#tellFailure(end.container);
    if (killing.stage === 'hook') this.#awaitTurn(this.#spend(done));
  }

  /** A stage has taken all the time there was. */
  timeUp(name: string, containerId: string, stage: string): void {
    const killing = this.#killings.get(name);
    if (killing?.containerId !== containerId || killing.stage !== stage) return;
    if (killing.stage === 'hook') this.#awaitTurn(this.#spend(killing));
    else if (killing.stage === 'turn') this.#stop(this.#spend(killing));
  }

  /** Something of the Pod changed: it is looked at in a moment. */
  noteChange(): void {
    if (this.#lookDue || this.#killings.size === 0) return;
    this.#lookDue = true;
    const { kernel, id } = this.#owner.services;
    kernel.schedule(id, LOOK_US, KILL_LOOK, uidOf(this.#owner.pod));
  }

  /** Looks which containers have ended. */
  look(): void {
    this.#lookDue = false;
    const ended = [...this.#killings.values()].filter((killing) => !this.#runs(killing));
    for (const { container, hookRuns } of ended) {
      this.#killings.delete(container);
      // A command in a container ends with it; a sleep does not run in it.
      const preStop = containerNamed(this.#owner.pod, container)?.lifecycle?.preStop;
      if (!hookRuns || !preStop?.exec) continue;
      recordHookEnd(this.#owner.services, this.#owner.pod, container, 'preStop', 'the container has ended');
      this.#tellFailure(container);
    }
    for (const killing of [...this.#killings.values()]) {
      if (killing.stage === 'turn' && this.#isTurn(killing)) this.#stop(this.#spend(killing));
    }
    if (ended.length > 0) this.#owner.killed(ended.map(({ container }) => container));
  }

  save(): SavedContainerKills {
    return { killings: [...this.#killings.values()], lookDue: this.#lookDue };
  }

  #runHook(container: Container, killing: Omit<Killing, 'stage' | 'hookRuns'>): void {
    const { pod, services } = this.#owner;
    this.#killings.set(container.name, { ...killing, stage: 'hook', hookRuns: true });
    this.#scheduleEnd(killing, 'hook');
    startHook(services, pod, container, killing.containerId, 'preStop');
  }

  #awaitTurn(killing: Killing): void {
    const { leftSeconds } = killing;
    if (leftSeconds <= 0 || this.#isTurn(killing)) {
      this.#stop(killing);
      return;
    }
    this.#killings.set(killing.container, { ...killing, stage: 'turn' });
    this.#scheduleEnd(killing, 'turn');
  }

  #stop(killing: Killing): void {
    const { pod, services } = this.#owner;
    this.#killings.set(killing.container, { ...killing, stage: 'stopping' });
    const grace = Math.max(STOP_SECONDS_MIN, killing.leftSeconds);
    if (!services.machine.containers.stop(uidOf(pod), killing.container, grace)) this.noteChange();
  }

  /** Takes whole seconds off the grace period for what the stage took. */
  #spend(killing: Killing): Killing {
    const { now } = this.#owner.services.kernel;
    const leftSeconds = killing.leftSeconds - Math.floor((now - killing.since + HOOK_STARTS_US) / SECOND);
    return { ...killing, since: now, leftSeconds };
  }

  #isTurn({ after }: Killing): boolean {
    const { pod, services } = this.#owner;
    const seen = services.machine.podStatus(uidOf(pod));
    return after.every((name) => newestContainer(seen, name)?.state !== 'running');
  }

  #runs({ container, containerId }: Killing): boolean {
    const { pod, services } = this.#owner;
    const newest = newestContainer(services.machine.podStatus(uidOf(pod)), container);
    return newest?.state === 'running' && newest.id === containerId;
  }

  #scheduleEnd({ container, containerId, leftSeconds }: Omit<Killing, 'stage' | 'hookRuns'>, stage: string): void {
    const { pod, services } = this.#owner;
    const payload = { podUid: uidOf(pod), container, containerId, stage };
    const delayUs = leftSeconds * SECOND - (stage === 'hook' ? HOOK_STARTS_US : 0);
    services.kernel.schedule(services.id, delayUs, KILL_TIME_UP, payload);
  }

  #tellFailure(container: string): void {
    const { pod, services } = this.#owner;
    services.events.send(containerTarget(pod, container), 'Warning', 'FailedPreStopHook', 'PreStopHook failed');
  }
}
