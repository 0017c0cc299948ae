import type { Terminal } from './terminal.ts';

/** Whoever waits no longer than this is not told anything. */
const PATIENCE_MS = 1_000;
const BETWEEN_MS = 100;

/** Says on a terminal how far something is that takes long. */
export class Progress {
  readonly #show: Terminal['progress'];
  #nextMs = Date.now() + PATIENCE_MS;
  #shown = false;

  constructor(terminal: Terminal) {
    this.#show = terminal.progress;
  }

  update(line: () => string): void {
    if (!this.#show || Date.now() < this.#nextMs) return;
    this.#nextMs = Date.now() + BETWEEN_MS;
    this.#shown = true;
    this.#show(line());
  }

  /** Takes the line away again. */
  end(): void {
    if (this.#shown) this.#show?.('');
  }
}
