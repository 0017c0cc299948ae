// Models pkg/kubelet/prober/worker.go (v1.35): one probe of one container, its rhythm and its thresholds.
import type { Probe } from '../../api/generated/types.ts';
import { type Micros, SECOND } from '../../kernel/time.ts';

export type ProbeKind = 'readiness' | 'liveness' | 'startup';

/** All there is to know of a probe; plain data, saved as it is. */
export interface ProbeState {
  readonly podUid: string;
  readonly container: string;
  readonly kind: ProbeKind;
  /** Every tick is this plus a whole number of periods. */
  phase: Micros;
  /** The container it looks at; undefined before the first start. */
  containerId: string | undefined;
  startedAt: Micros;
  /** A container that it has not met yet. */
  next: { readonly id: string; readonly startedAt: Micros } | undefined;
  verdict: boolean;
  /** The latest answer and how often in a row it was the same. */
  latest: boolean | undefined;
  inARow: number;
  /** When the question was put that is not answered yet, and what the Pod's version was then. */
  asked: { readonly at: Micros; readonly version: number } | undefined;
  /** Somebody wants it to look again as soon as it is answered. */
  triggered: boolean;
  /** It has failed for good, and waits for the next container. */
  onHold: boolean;
  /** It has been said that there is a container to look at. */
  told: boolean;
  /** Agenda entry of the next tick; undefined while nothing can change its answer. */
  entry: number | undefined;
}

export function newProbe(podUid: string, container: string, kind: ProbeKind, phase: Micros): ProbeState {
  return {
    podUid,
    container,
    kind,
    phase,
    containerId: undefined,
    startedAt: phase,
    next: undefined,
    verdict: kind === 'liveness',
    latest: undefined,
    inARow: 0,
    asked: undefined,
    triggered: false,
    onHold: false,
    told: false,
    entry: undefined,
  };
}

/** Begins anew with another container. */
export function aimAt(state: ProbeState, containerId: string, startedAt: Micros): void {
  state.containerId = containerId;
  state.startedAt = startedAt;
  state.next = undefined;
  state.verdict = state.kind === 'liveness';
  state.latest = undefined;
  state.inARow = 0;
  state.asked = undefined;
  state.triggered = false;
  state.onHold = false;
  state.told = false;
}

/** Counts an answer; says whether the verdict has changed with it. */
export function count(state: ProbeState, probe: Probe, success: boolean): boolean {
  state.inARow = state.latest === success ? state.inARow + 1 : 1;
  state.latest = success;
  const threshold = success ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
  if (state.inARow < threshold) return false;
  const failsForGood = !success && state.kind !== 'readiness';
  if (failsForGood) {
    state.onHold = true;
    state.inARow = 0;
  }
  const changed = state.verdict !== success || failsForGood;
  state.verdict = success;
  return changed;
}

/** How long from `now` to the first tick at or after `earliest` (but not `now` itself). */
export function untilTick(state: ProbeState, probe: Probe, now: Micros, earliest: Micros): number {
  const periodUs = (probe.periodSeconds ?? 10) * SECOND;
  const from = Math.max(now + 1, earliest);
  const periods = Math.ceil((from - state.phase) / periodUs);
  return state.phase + periods * periodUs - now;
}

/** When the probe may look at its container for the first time: the start is known by the whole second. */
export function firstLook(state: ProbeState, probe: Probe): Micros {
  const startedAt = Math.floor(state.startedAt / SECOND) * SECOND;
  return (startedAt + (probe.initialDelaySeconds ?? 0) * SECOND) as Micros;
}
