// Models pkg/controller/tainteviction/timed_workers.go (v1.35): when each Pod has to leave.
import type { Micros } from '../../kernel/time.ts';

type Timer = { readonly createdAt: Micros; readonly due: Micros };
export type SavedEvictionTimers = readonly (readonly [pod: string, timer: Timer])[];

export class EvictionTimers {
  readonly #timers: Map<string, Timer>;

  constructor(saved?: SavedEvictionTimers) {
    this.#timers = new Map(saved);
  }

  get(pod: string): Timer | undefined {
    return this.#timers.get(pod);
  }

  set(pod: string, timer: Timer): void {
    this.#timers.set(pod, timer);
  }

  /** Whether there was a timer to stop. */
  cancel(pod: string): boolean {
    return this.#timers.delete(pod);
  }

  save(): SavedEvictionTimers {
    return [...this.#timers];
  }
}
