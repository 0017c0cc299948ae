// Models nodeConditionsObservedSince in pkg/kubelet/eviction/helpers.go (v1.35): what a node is short of, which counts until
// it has not been seen for five minutes.
import { type Micros, MINUTE } from '../../kernel/time.ts';
import type { Pressure } from './signals.ts';

export type SavedNodePressure = readonly (readonly [pressure: Pressure, observedAt: Micros])[];

const TRANSITION_US = 5 * MINUTE;

export class NodePressure {
  readonly #observedAt: Map<Pressure, Micros>;

  constructor(saved: SavedNodePressure = []) {
    this.#observedAt = new Map(saved);
  }

  has(pressure: Pressure): boolean {
    return this.#observedAt.has(pressure);
  }

  get any(): boolean {
    return this.#observedAt.size > 0;
  }

  /** These have been seen now; what has not been seen for long is over. */
  observe(pressures: readonly Pressure[], now: Micros): void {
    for (const pressure of pressures) this.#observedAt.set(pressure, now);
    for (const [pressure, at] of [...this.#observedAt]) {
      if (now - at >= TRANSITION_US) this.#observedAt.delete(pressure);
    }
  }

  /** As messages list them. */
  toString(): string {
    return `[${[...this.#observedAt.keys()].join(' ')}]`;
  }

  save(): SavedNodePressure {
    return [...this.#observedAt];
  }
}
