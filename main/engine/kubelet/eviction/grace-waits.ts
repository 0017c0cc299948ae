// Models thresholdsFirstObservedAt and thresholdsMetGracePeriod in pkg/kubelet/eviction/helpers.go (v1.35): a threshold with a
// grace counts once it has been met all that time.
import type { Micros } from '../../kernel/time.ts';
import type { Observation } from './signals.ts';
import type { Threshold } from './thresholds.ts';

export type SavedGraceWaits = readonly (readonly [threshold: string, since: Micros])[];

export class GraceWaits {
  /** When thresholds that are met were first seen to be. */
  #since: ReadonlyMap<string, Micros>;

  constructor(saved: SavedGraceWaits = []) {
    this.#since = new Map(saved);
  }

  /** Of those that are met now, the ones whose grace is over. */
  over(met: readonly Observation[], now: Micros): readonly Observation[] {
    const before = this.#since;
    this.#since = new Map(met.map(({ threshold }) => [keyOf(threshold), before.get(keyOf(threshold)) ?? now]));
    return met.filter(({ threshold }) => {
      const since = this.#since.get(keyOf(threshold)) ?? now;
      return now - since >= (threshold.graceUs ?? 0);
    });
  }

  save(): SavedGraceWaits {
    return [...this.#since];
  }
}

const keyOf = ({ signal, graceUs }: Threshold) => `${signal} ${graceUs === undefined ? 'hard' : 'soft'}`;
