// When the probes of one node look: at the ticks of each one's own rhythm, and sometimes out of turn.
import type { Pod } from '../../api/generated/types.ts';
import { MILLISECOND, type Micros } from '../../kernel/time.ts';
import type { KubeletServices } from '../services.ts';
import { type ProbeState, firstLook, untilTick } from './probe-worker.ts';
import { findProbe } from './probed-containers.ts';

/** From the sync that asks for a look out of turn to the look. */
const TRIGGER_US = 20 * MILLISECOND;

export class ProbeClock {
  readonly #services: KubeletServices;

  constructor(services: KubeletServices) {
    this.#services = services;
  }

  /** At the next tick; one that has passed since `since`, when the last question was put, is made up for at once. */
  schedule(state: ProbeState, pod: Pod, since?: Micros): void {
    const found = findProbe(pod, state.container, state.kind);
    if (!found || state.onHold || (state.kind === 'startup' && state.verdict && !state.next)) return;
    const { now } = this.#services.kernel;
    const { probe } = found;
    const from = since ?? now;
    this.#set(state, Math.max(0, from + untilTick(state, probe, from, firstLook(state, probe)) - now));
  }

  /** Out of turn, or as soon as the question is answered that was put; the rhythm begins anew from there. */
  askNow(state: ProbeState): void {
    state.triggered = state.asked !== undefined;
    if (state.asked) return;
    state.phase = this.#services.kernel.now;
    this.#set(state, TRIGGER_US);
  }

  cancel(state: ProbeState): void {
    if (state.entry !== undefined) this.#services.kernel.agenda.cancel(state.entry);
    state.entry = undefined;
  }

  #set(state: ProbeState, delayUs: number): void {
    this.cancel(state);
    const { kernel, id } = this.#services;
    state.entry = kernel.schedule(id, delayUs, 'probe', [state.podUid, state.container, state.kind]);
  }
}
