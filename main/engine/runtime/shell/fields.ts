// The fields that a word becomes. While they grow, characters that mean only themselves are marked with a backslash.
import { literal } from './pattern.ts';

export class Fields {
  readonly #separators: string;
  readonly #done: string[] = [];
  #current: string | undefined;

  /** `separators`: the value of IFS. */
  constructor(separators: string) {
    this.#separators = separators;
  }

  /** Text that is written in the script. */
  add(text: string, quoted: boolean): void {
    this.#current = (this.#current ?? '') + (quoted ? literal(text) : text);
  }

  /** A value that is divided into fields. */
  addDivided(value: string): void {
    for (const char of value) {
      if (!this.#separators.includes(char)) this.#current = (this.#current ?? '') + (char === '\\' ? '\\\\' : char);
      else if (' \t\n'.includes(char)) this.end();
      else {
        this.#done.push(this.#current ?? '');
        this.#current = undefined;
      }
    }
  }

  /** Ends the field that is growing, if there is one. */
  end(): void {
    if (this.#current !== undefined) this.#done.push(this.#current);
    this.#current = undefined;
  }

  /** The fields as patterns. */
  finish(): readonly string[] {
    this.end();
    return this.#done;
  }
}
