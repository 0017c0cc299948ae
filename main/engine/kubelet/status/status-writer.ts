// Models generateAPIPodStatus and its callers in pkg/kubelet/kubelet_pods.go (v1.35): makes a Pod's status from what was
// seen of it and hands it on to be written.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Pod, PodStatus } from '../../api/generated/types.ts';
import { jsonEqual } from '../../kernel/json.ts';
import type { Micros } from '../../kernel/time.ts';
import type { SandboxStatus } from '../../runtime/status.ts';
import type { Rejection } from '../admission.ts';
import { DEADLINE_MESSAGE, DEADLINE_REASON, deadlineOf } from '../deadline.ts';
import type { Eviction } from '../eviction/eviction.ts';
import { uidOf } from '../pod-source.ts';
import type { Prober } from '../probes/prober.ts';
import type { KubeletServices } from '../services.ts';
import type { StatusManager } from '../status-manager.ts';
import { isOwnCondition } from './conditions.ts';
import { isTerminal, podStatus, rejectedStatus } from './pod-status.ts';
import { terminated } from './terminated.ts';
import type { ResizeState, StartFailure } from './status-input.ts';

interface WriterTools {
  readonly services: KubeletServices;
  readonly statuses: StatusManager;
  readonly probes: Prober;
  nodeNeeded(): void;
}

/** `active`: it may run; `stopped`: nothing of it runs any more, nor will; `gone`: no trace of it is left. */
export type StatusStage = 'active' | 'stopped' | 'gone';

/** The Pod as its worker knows it. */
export interface StatusBasis {
  readonly pod: Pod;
  readonly seen: SandboxStatus | undefined;
  readonly stage: StatusStage;
  readonly resize: ResizeState | undefined;
  /** Why the Pod is evicted. */
  readonly eviction: Eviction | undefined;
}

/** Why containers could not be started, by their names. */
export type SavedFailures = readonly (readonly [container: string, failure: StartFailure])[];

const NO_FAILURES: ReadonlyMap<string, StartFailure> = new Map();

export class StatusWriter {
  readonly #tools: WriterTools;
  readonly #fromFile: boolean;
  readonly #acceptedAt: Micros;
  #failures: Map<string, StartFailure> | undefined;

  constructor(tools: WriterTools, fromFile: boolean, acceptedAt: Micros, saved: SavedFailures = []) {
    this.#tools = tools;
    this.#fromFile = fromFile;
    this.#acceptedAt = acceptedAt;
    if (saved.length > 0) this.#failures = new Map(saved);
  }

  containerStarted(container: string): void {
    this.#failures?.delete(container);
  }

  containerFailed(container: string, failure: StartFailure): void {
    this.#failures ??= new Map();
    this.#failures.set(container, failure);
  }

  save(): SavedFailures {
    return [...(this.#failures ?? NO_FAILURES)];
  }

  /** Writes the status if it changed; returns the phase as it is, which may be ahead of what is written. */
  write(basis: StatusBasis): string | undefined {
    const { statuses, probes } = this.#tools;
    const { pod, seen, stage } = basis;
    const previous = statuses.get(uidOf(pod)) ?? (this.#fromFile ? undefined : pod.status);
    const status = this.#statusOf(basis, previous);
    const written = this.#presentable(status, previous, stage);
    if (statuses.set(pod, this.#fromFile, written)) probes.statusWritten(pod, seen);
    return status.phase;
  }

  /** A Pod may say that it is over, and why, only when nothing of it runs any more, and does when it has other news. */
  #presentable(status: PodStatus, previous: PodStatus | undefined, stage: StatusStage): PodStatus {
    if (stage === 'gone') return terminated(status);
    if (!isTerminal(status.phase) || isTerminal(previous?.phase)) return status;
    const held = withoutEnd(status, previous);
    return stage === 'active' || jsonEqual(held, previous) ? held : status;
  }

  /** The kubelet does not let the Pod in. */
  reject(pod: Pod, { reason, message }: Rejection): void {
    const { services, statuses } = this.#tools;
    services.events.send(eventTarget(pod), 'Warning', reason, message);
    statuses.set(pod, this.#fromFile, rejectedStatus(pod, this.#acceptedAt, reason, message));
  }

  /** Says whether the Pod has been active for too long, in an event too. */
  tellIfLate(pod: Pod): boolean {
    const { kernel, events } = this.#tools.services;
    const isLate = kernel.now >= (deadlineOf(pod, this.#acceptedAt) ?? Infinity);
    if (isLate) events.send(eventTarget(pod), 'Normal', DEADLINE_REASON, DEADLINE_MESSAGE);
    return isLate;
  }

  #statusOf({ pod, seen, stage, resize, eviction }: StatusBasis, previous: PodStatus | undefined): PodStatus {
    const { services, probes } = this.#tools;
    const { kernel, machine } = services;
    this.#tools.nodeNeeded();
    const isLate = this.tellIfLate(pod);
    return podStatus({
      pod,
      seen,
      previous,
      failures: this.#failures ?? NO_FAILURES,
      probes: probes.of(uidOf(pod)),
      imageNames: services.imageNames,
      now: kernel.timestamp,
      hostIp: machine.spec.ip,
      startedAt: this.#acceptedAt,
      // A static Pod whose file is gone has not come to its end.
      ended: stage !== 'active' && !this.#fromFile,
      resize,
      verdict: isLate ? { reason: DEADLINE_REASON, message: DEADLINE_MESSAGE } : undefined,
      eviction,
    });
  }
}

function withoutEnd(status: PodStatus, previous: PodStatus | undefined): PodStatus {
  const { reason: _reason, message: _message, ...rest } = status;
  const known = new Set((previous?.conditions ?? []).map(({ type }) => type));
  const conditions = (status.conditions ?? []).filter(({ type }) => isOwnCondition({ type }) || known.has(type));
  return { ...rest, conditions, phase: previous?.phase ?? 'Pending' };
}
