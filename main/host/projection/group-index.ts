/** Keys by the group they belong to, each group in the order in which its keys came. */
export class GroupIndex {
  readonly #groups = new Map<string, Set<string>>();

  add(group: string, key: string): void {
    const keys = this.#groups.get(group);
    if (keys) keys.add(key);
    else this.#groups.set(group, new Set([key]));
  }

  remove(group: string, key: string): void {
    const keys = this.#groups.get(group);
    if (keys?.delete(key) === true && keys.size === 0) this.#groups.delete(group);
  }

  /** The keys of a group, sorted, so that what is made of them does not depend on how they came. */
  of(group: string): readonly string[] {
    return [...(this.#groups.get(group) ?? [])].sort();
  }
}
