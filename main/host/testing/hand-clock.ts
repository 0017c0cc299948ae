import type { WallClock } from '../wall-clock.ts';

/** A wall clock that tests turn by hand. */
export class HandClock implements WallClock {
  #nowMs = 0;
  #nextId = 0;
  readonly #waiting = new Map<number, { readonly atMs: number; readonly work: () => void }>();

  nowMs(): number {
    return this.#nowMs;
  }

  later(delayMs: number, work: () => void): () => void {
    const id = this.#nextId++;
    // Real timers know whole milliseconds.
    this.#waiting.set(id, { atMs: this.#nowMs + Math.ceil(delayMs), work });
    return () => {
      this.#waiting.delete(id);
    };
  }

  /** Lets `ms` pass, doing whatever falls due on the way. */
  pass(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let next = this.#first(endMs); next; next = this.#first(endMs)) {
      const [id, { atMs, work }] = next;
      this.#waiting.delete(id);
      this.#nowMs = Math.max(this.#nowMs, atMs);
      work();
    }
    this.#nowMs = endMs;
  }

  #first(endMs: number) {
    const due = [...this.#waiting].filter(([, { atMs }]) => atMs <= endMs);
    return due.sort(([a, one], [b, other]) => one.atMs - other.atMs || a - b)[0];
  }
}
