// Which requests of a load are followed step by step and put on record. Up to a thousand a second all are; of more, every
// so-manieth, and besides the first of each reason for which requests failed within a second. Whoever is left out walks
// through the rules as they are when it is sent, and counts like the others.
import { SECOND, type Micros } from '../kernel/time.ts';

/** A load of more requests a second is sent in beats. */
export const WHOLE_RATE_MAX = 1_000;
/** So many of a faster load's requests are followed in a second. */
const FOLLOWED_PER_SECOND = 500;

export type SavedSampling = {
  readonly second: number;
  /** Why requests have failed in this second. */
  readonly reasons: readonly string[];
};

/** One request in so many is followed at this rate. */
export function sampleOf(ratePerSecond: number): number {
  return ratePerSecond > WHOLE_RATE_MAX ? Math.ceil(ratePerSecond / FOLLOWED_PER_SECOND) : 1;
}

/** Remembers which failures have been told lately. */
export class FailureSampling {
  #second: number;
  readonly #reasons: Set<string>;

  constructor(saved: SavedSampling = { second: 0, reasons: [] }) {
    this.#second = saved.second;
    this.#reasons = new Set(saved.reasons);
  }

  /** Whether this is the first of its kind within its second. */
  isNew(reason: string, now: Micros): boolean {
    const second = Math.floor(now / SECOND);
    if (second !== this.#second) this.#reasons.clear();
    this.#second = second;
    if (this.#reasons.has(reason)) return false;
    this.#reasons.add(reason);
    return true;
  }

  save(): SavedSampling {
    return { second: this.#second, reasons: [...this.#reasons] };
  }
}
