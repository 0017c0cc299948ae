// Whoever waits for virtual time: commands that sleep, and requests that are on their way.
import { after, type Micros } from '../../engine/kernel/time.ts';

interface Sleeper {
  readonly due: Micros;
  readonly wake: () => void;
}

export class Sleepers {
  /** By when they are due; of two at one instant the one who lay down first comes first. */
  #waiting: Sleeper[] = [];

  /** Comes back once `wakeNext` has come to this sleeper, or at once when `signal` is aborted. */
  sleep(now: Micros, durationUs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const getUp = () => {
        this.#waiting = this.#waiting.filter((other) => other !== sleeper);
        signal?.removeEventListener('abort', getUp);
        resolve();
      };
      const sleeper = { due: after(now, Math.max(0, durationUs)), wake: getUp };
      signal?.addEventListener('abort', getUp);
      this.#waiting.push(sleeper);
    });
  }

  /** When the next of them wants to be woken; undefined when nobody sleeps. */
  nextDue(): Micros | undefined {
    return this.#next()?.due;
  }

  /** Wakes the one who is first; nobody when nobody sleeps. */
  wakeNext(): void {
    this.#next()?.wake();
  }

  #next(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#waiting) if (next === undefined || sleeper.due < next.due) next = sleeper;
    return next;
  }
}
