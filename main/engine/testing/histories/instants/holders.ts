// Things of which one holder at most may have each: addresses, ports.
export class Holders {
  readonly #holderOf = new Map<string, string>();
  readonly #heldBy = new Map<string, readonly string[]>();

  /** `holder` has `things` now, and nothing else; returns those that somebody else has too, and who. */
  hold(holder: string, things: readonly string[]): readonly (readonly [thing: string, other: string])[] {
    for (const thing of this.#heldBy.get(holder) ?? []) {
      if (this.#holderOf.get(thing) === holder) this.#holderOf.delete(thing);
    }
    const clashes: (readonly [string, string])[] = [];
    for (const thing of things) {
      const other = this.#holderOf.get(thing);
      if (other !== undefined) clashes.push([thing, other]);
      this.#holderOf.set(thing, holder);
    }
    this.#heldBy.set(holder, things);
    return clashes;
  }
}
