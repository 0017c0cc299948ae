import type { WallClock } from './wall-clock.ts';

/** Sees to it that a piece of work gets its turns: one at a time, and never later than was asked for. */
export class Turns {
  readonly #wallClock: WallClock;
  readonly #work: () => void;
  #dueMs = Infinity;
  #callOff: () => void = () => undefined;
  #ended = false;

  constructor(wallClock: WallClock, work: () => void) {
    this.#wallClock = wallClock;
    this.#work = work;
  }

  /** A turn comes within `delayMs`, at 0 as soon as whatever waits has been dealt with. */
  wake(delayMs: number): void {
    const atMs = this.#wallClock.nowMs() + delayMs;
    if (this.#ended || atMs >= this.#dueMs) return;
    this.#callOff();
    this.#dueMs = atMs;
    this.#callOff = this.#wallClock.later(delayMs, () => {
      this.#dueMs = Infinity;
      this.#work();
    });
  }

  /** No turn comes any more. */
  end(): void {
    this.#ended = true;
    this.#callOff();
  }
}
