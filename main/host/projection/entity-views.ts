// The views of one kind of entity, made anew only where something they are made of has changed, and what is new of them.
import { jsonEqual } from '../../engine/kernel/json.ts';

export interface EntityNews<T> {
  readonly upserts: readonly T[];
  /** Ids of what is gone. */
  readonly removed: readonly string[];
}

export class EntityViews<T> {
  readonly #make: (key: string) => T | undefined;
  readonly #idOf: (view: T) => string;
  readonly #touched = new Set<string>();
  readonly #views = new Map<string, T>();
  readonly #upserts = new Map<string, T>();
  readonly #removed = new Set<string>();

  /** `make` gives the view under a key, or undefined when there is nothing; `idOf` is how the window names it. */
  constructor(make: (key: string) => T | undefined, idOf: (view: T) => string) {
    this.#make = make;
    this.#idOf = idOf;
  }

  /** Something that the view under `key` is made of has changed. */
  touch(key: string): void {
    this.#touched.add(key);
  }

  /** All views, in the order of their keys. */
  all(): readonly T[] {
    this.#refresh();
    return [...this.#views].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, view]) => view);
  }

  /** What is new since the last call. */
  takeNews(): EntityNews<T> {
    this.#refresh();
    const news = { upserts: [...this.#upserts.values()], removed: [...this.#removed] };
    this.#upserts.clear();
    this.#removed.clear();
    return news;
  }

  #refresh(): void {
    for (const key of this.#touched) this.#remake(key);
    this.#touched.clear();
  }

  #remake(key: string): void {
    const before = this.#views.get(key);
    const view = this.#make(key);
    if (before !== undefined && (view === undefined || this.#idOf(view) !== this.#idOf(before))) {
      this.#remove(key, this.#idOf(before));
    } else if (jsonEqual(before, view)) {
      return;
    }
    if (view === undefined) return;
    this.#views.set(key, view);
    this.#upserts.set(this.#idOf(view), view);
    this.#removed.delete(this.#idOf(view));
  }

  #remove(key: string, id: string): void {
    this.#views.delete(key);
    this.#upserts.delete(id);
    this.#removed.add(id);
  }
}
