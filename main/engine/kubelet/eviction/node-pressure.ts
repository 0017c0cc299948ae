// Models nodeConditionsObservedSince in pkg/kubelet/eviction/helpers.go (v1.35): what a node is short of, which counts until
// it has not been seen for a while.
import type { Micros } from '../../kernel/time.ts';
import type { Pressure } from './signals.ts';

export type SavedNodePressure = readonly (readonly [pressure: Pressure, observedAt: Micros])[];

export class NodePressure {
  readonly #observedAt: Map<Pressure, Micros>;

  constructor(saved: SavedNodePressure = []) {
    this.#observedAt = new Map(saved);
  }

  has(pressure: Pressure): boolean {
    return this.#observedAt.has(pressure);
  }

  /** Whether there is any but this one. */
  hasOther(pressure: Pressure): boolean {
    return this.#observedAt.size > (this.has(pressure) ? 1 : 0);
  }

  get any(): boolean {
    return this.#observedAt.size > 0;
  }

  /** These have been seen now; what has not been seen for `transitionUs` is over. */
  observe(pressures: readonly Pressure[], now: Micros, transitionUs: number): void {
    for (const pressure of pressures) this.#observedAt.set(pressure, now);
    for (const [pressure, at] of [...this.#observedAt]) {
      if (now - at >= transitionUs) this.#observedAt.delete(pressure);
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
