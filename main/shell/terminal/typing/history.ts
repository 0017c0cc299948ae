// The lines that were typed before, and where in them the person is.

const LINES_MAX = 1_000;

export class History {
  readonly #lines: string[] = [];
  /** How far back the person is; 0 at the line that is being typed. */
  #back = 0;
  /** What was typed before the person went back. */
  #draft = '';

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Notes a line, unless it is blank or that of before. */
  add(line: string): void {
    this.#back = 0;
    if (line.trim() === '' || line === this.#lines.at(-1)) return;
    this.#lines.push(line);
    if (this.#lines.length > LINES_MAX) this.#lines.shift();
  }

  /** The line before the one that is shown, which is `shown`; undefined at the oldest. */
  earlier(shown: string): string | undefined {
    if (this.#back === this.#lines.length) return undefined;
    if (this.#back === 0) this.#draft = shown;
    this.#back += 1;
    return this.#lines.at(-this.#back);
  }

  /** The line after the one that is shown; undefined at the one that is being typed. */
  later(): string | undefined {
    if (this.#back === 0) return undefined;
    this.#back -= 1;
    return this.#back === 0 ? this.#draft : this.#lines.at(-this.#back);
  }

  /** The newest line that holds `text`, of those older than the `skip` newest that do; undefined when there is none. */
  find(text: string, skip: number): string | undefined {
    if (text === '') return undefined;
    const found = this.#lines.filter((line) => line.includes(text)).reverse();
    return found[skip];
  }
}
