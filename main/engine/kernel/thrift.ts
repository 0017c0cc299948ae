// Many objects say the same things: a thousand Pods of one template, twenty timestamps of one second. What is kept for
// long is kept once, and written anew field by field: V8 gives an object that was spread from another and then frozen
// a hidden class of its own, which takes twenty times the time and thrice the memory.
import { isJsonObject } from './json.ts';

/** Texts that are remembered at once; then it begins anew. Those that matter come again soon. */
const TEXTS_MAX = 1024;

type Fields = Readonly<Record<string, unknown>>;

export class Thrift {
  readonly #texts = new Map<string, string>();

  /**
   * A frozen copy of `value`. Parts of it that equal those of `pattern`, which is frozen, and texts that were seen lately
   * are not copied but shared. Frozen parts are taken to be frozen throughout and shared too.
   */
  settle<T>(value: T, pattern: unknown): T {
    if (typeof value === 'string') return (value === pattern ? pattern : this.#text(value)) as T & string;
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
    const settled = Array.isArray(value)
      ? this.#settleItems(value, Array.isArray(pattern) ? pattern : undefined)
      : this.#settleFields(value as Fields, isJsonObject(pattern) ? pattern : undefined);
    return settled as T;
  }

  #settleItems(items: readonly unknown[], pattern: readonly unknown[] | undefined): readonly unknown[] {
    const settled: unknown[] = [];
    let isSame = items.length === pattern?.length;
    for (const item of items) {
      const like = pattern?.[settled.length];
      const own = this.settle(item, like);
      if (own !== like) isSame = false;
      settled.push(own);
    }
    return pattern && isSame ? pattern : Object.freeze(settled);
  }

  /** Only what has its fields in the same order is the same: some print them as they stand. */
  #settleFields(fields: Fields, pattern: Fields | undefined): Fields {
    const settled: Record<string, unknown> = {};
    const names = pattern && Object.keys(pattern);
    let sames = 0;
    let count = 0;
    for (const name in fields) {
      const field = this.settle(fields[name], pattern?.[name]);
      settled[name] = field;
      if (names?.[count++] === name && field === pattern?.[name]) sames++;
    }
    return pattern && sames === count && count === names?.length ? pattern : Object.freeze(settled);
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= TEXTS_MAX) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}
