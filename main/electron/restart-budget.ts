const RESTARTS_MAX = 3;
const WINDOW_MS = 60_000;

/** How often something that keeps dying is started again: three times a minute, and then no more. */
export class RestartBudget {
  #takenMs: number[] = [];

  /** Whether it may be started again at `nowMs`. */
  take(nowMs: number): boolean {
    this.#takenMs = this.#takenMs.filter((takenMs) => nowMs - takenMs < WINDOW_MS);
    if (this.#takenMs.length >= RESTARTS_MAX) return false;
    this.#takenMs.push(nowMs);
    return true;
  }
}
