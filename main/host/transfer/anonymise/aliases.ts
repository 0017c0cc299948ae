/** Other words for words: the same for the same one, as long as it lives. */
export class Aliases {
  readonly #words = new Map<string, string>();
  readonly #make: (number: number) => string;

  /** `make` words a new alias, numbered from 1. */
  constructor(make: (number: number) => string) {
    this.#make = make;
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }

  /** The alias of a word, which is made when there is none yet. */
  of(word: string): string {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const alias = this.#make(this.#words.size + 1);
    this.#words.set(word, alias);
    return alias;
  }

  set(word: string, alias: string): void {
    this.#words.set(word, alias);
  }
}
