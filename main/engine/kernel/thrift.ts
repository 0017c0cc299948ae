// Many objects say the same things: a thousand Pods of one template, twenty timestamps of one second. What is kept for
// long is kept once, and written anew field by field: V8 gives an object that was spread from another and then frozen
// a hidden class of its own, which takes twenty times the time and thrice the memory.
import { isJsonObject } from './json.ts';

/** Texts that are remembered at once; then it begins anew. Those that matter come again soon. */
const TEXTS_MAX = 1024;
/** What is longer is mostly a name, a UID or a hash, which nobody else has. A timestamp has 20. */
const TEXT_LENGTH_MAX = 24;

type Fields = Readonly<Record<string, unknown>>;

const NONE: readonly string[] = [];

export class Thrift {
  readonly #texts = new Map<string, string>();

  /**
   * A frozen copy of `value`. Parts of it that equal those of `pattern`, which is frozen, and texts that were seen lately
   * are not copied but shared. Frozen parts are taken to be frozen throughout and shared too.
   */
  settle<T>(value: T, pattern: unknown): T {
    // Of two texts that are the same the one that is kept already.
    if (value === pattern) return pattern as T;
    if (typeof value === 'string') return this.#text(value) as T & string;
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
    const settled = Array.isArray(value)
      ? this.#settleItems(value, Array.isArray(pattern) ? pattern : undefined)
      : this.#settleFields(value as Fields, isJsonObject(pattern) ? pattern : undefined);
    return settled as T;
  }

  /** Lists are copied whole and then filled: one that grows item by item takes room for sixteen more. */
  #settleItems(items: readonly unknown[], pattern: readonly unknown[] | undefined): readonly unknown[] {
    let settled: unknown[] | undefined;
    for (let i = 0; i < items.length; i++) {
      const like = pattern?.[i];
      const own = this.settle(items[i], like);
      if (settled) settled[i] = own;
      else if (!pattern || own !== like || i >= pattern.length) {
        settled = items.slice();
        for (let known = 0; known < i; known++) settled[known] = pattern?.[known];
        settled[i] = own;
      }
    }
    if (!settled && items.length === pattern?.length) return pattern;
    return Object.freeze(settled ?? pattern?.slice(0, items.length) ?? []);
  }

  /** Only what has its fields in the same order is the same: some print them as they stand. */
  #settleFields(fields: Fields, pattern: Fields | undefined): Fields {
    const names = pattern ? Object.keys(pattern) : NONE;
    let settled: Record<string, unknown> | undefined;
    let count = 0;
    for (const name in fields) {
      const isNext = names[count] === name;
      const like = pattern?.[name];
      const field = this.settle(fields[name], like);
      if (settled) settled[name] = field;
      else if (isNext && field === like) count++;
      else {
        settled = firstOf(pattern, names, count);
        settled[name] = field;
      }
    }
    if (!settled && pattern && count === names.length) return pattern;
    return Object.freeze(settled ?? firstOf(pattern, names, count));
  }

  #text(text: string): string {
    if (text.length > TEXT_LENGTH_MAX) return inOnePiece(text);
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= TEXTS_MAX) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}

/** A copy of the first `count` fields. */
function firstOf(fields: Fields | undefined, names: readonly string[], count: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (let i = 0; i < count; i++) {
    const name = names[i] ?? '';
    copy[name] = fields?.[name];
  }
  return copy;
}

/**
 * The same text. V8 keeps what was put together with `+` as a tree of its parts until somebody looks at a character, and
 * that takes more room than the characters do.
 */
export function inOnePiece(text: string): string {
  text.charCodeAt(0);
  return text;
}
