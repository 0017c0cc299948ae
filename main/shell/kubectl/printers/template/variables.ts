// The variables of a template: those of an inner block hide those around it, and assigning changes the nearest.

export class Variables {
  readonly #own = new Map<string, unknown>();
  readonly #around: Variables | undefined;

  constructor(around?: Variables) {
    this.#around = around;
  }

  has(name: string): boolean {
    return this.#own.has(name) || this.#around?.has(name) === true;
  }

  get(name: string): unknown {
    return this.#own.has(name) ? this.#own.get(name) : this.#around?.get(name);
  }

  declare(name: string, value: unknown): void {
    this.#own.set(name, value);
  }

  /** Changes the nearest variable of this name; declares it when there is none. */
  assign(name: string, value: unknown): void {
    if (this.#around?.has(name) === true && !this.#own.has(name)) this.#around.assign(name, value);
    else this.#own.set(name, value);
  }
}
