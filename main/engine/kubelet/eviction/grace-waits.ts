// Models thresholdsFirstObservedAt and thresholdsMetGracePeriod in pkg/kubelet/eviction/helpers.go (v1.35): a threshold with a
// grace counts once it has been met all that time.
import type { Micros } from '../../kernel/time.ts';
import type { Observation } from './signals.ts';
import type { Threshold } from './thresholds.ts';

export type SavedGraceWaits = readonly (readonly [threshold: string, since: Micros, isOver?: true])[];

export class GraceWaits {
  /** When thresholds that are met were first seen to be. */
  #since: ReadonlyMap<string, Micros>;
  /** Those whose grace was over at the last look. */
  #over: ReadonlySet<string>;

  constructor(saved: SavedGraceWaits = []) {
    this.#since = new Map(saved.map(([key, since]) => [key, since]));
    this.#over = new Set(saved.flatMap(([key, , isOver]) => (isOver === true ? [key] : [])));
  }

  /** Whether the threshold was met at the last look, and its grace over. */
  wasOver(threshold: Threshold): boolean {
    return this.#over.has(keyOf(threshold));
  }

  /** Of those that are met now, the ones whose grace is over. */
  over(met: readonly Observation[], now: Micros): readonly Observation[] {
    const before = this.#since;
    this.#since = new Map(met.map(({ threshold }) => [keyOf(threshold), before.get(keyOf(threshold)) ?? now]));
    const over = met.filter(({ threshold }) => {
      const since = this.#since.get(keyOf(threshold)) ?? now;
      return now - since >= (threshold.graceUs ?? 0);
    });
    this.#over = new Set(over.map(({ threshold }) => keyOf(threshold)));
    return over;
  }

  save(): SavedGraceWaits {
    return [...this.#since].map(([key, since]) => (this.#over.has(key) ? [key, since, true] : [key, since]));
  }
}

const keyOf = ({ signal, graceUs }: Threshold) => `${signal} ${graceUs === undefined ? 'hard' : 'soft'}`;
