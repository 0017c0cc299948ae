// Strings by number. A chunk of the journal names every string once: most of its text are actors, keys and names that
// come again and again.
export class StringTable {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  get size(): number {
    return this.#texts.length;
  }

  /** The number of `text`, which is added when it is new. */
  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      this.#numbers.set(text, number);
      this.#texts.push(text);
    }
    return number;
  }

  /** The text numbered `number`, which must be there. */
  textOf(number: number): string {
    const text = this.#texts[number];
    if (text === undefined) throw new RangeError(`no string is numbered ${String(number)}`);
    return text;
  }

  /** The strings numbered from `start` on. */
  since(start: number): string[] {
    return this.#texts.slice(start);
  }
}
