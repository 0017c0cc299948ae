import type { LayoutEntry } from '../../preload/contract/views.ts';
import type { Caller } from './caller.ts';
import { mapOf, withEntry } from './maps.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

const undoMax = 100;

/** Where the person put things. Saved in the session, never replayed with it. */
export class LayoutStore {
  placed = $state.raw<ReadonlyMap<string, Place>>(mapOf());
  private readonly undoable: { readonly key: string; readonly from: Place }[] = [];
  private readonly caller: Caller;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  take(entries: readonly LayoutEntry[]): void {
    this.placed = mapOf(entries.map(({ key, x, y }) => [key, { x, y }] as const));
  }

  /** `from` is where it was, so that the drag can be undone. */
  place(key: string, to: Place, from: Place): void {
    this.undoable.push({ key, from });
    if (this.undoable.length > undoMax) this.undoable.shift();
    void this.put(key, to, from);
  }

  undo(): void {
    const last = this.undoable.pop();
    if (last) void this.put(last.key, last.from, this.placed.get(last.key) ?? last.from);
  }

  async reset(): Promise<void> {
    if ((await this.caller.call('layout:reset', {})) === undefined) return;
    this.placed = mapOf();
    this.undoable.length = 0;
  }

  private async put(key: string, to: Place, from: Place): Promise<void> {
    this.set(key, to);
    const answer = await this.caller.call('layout:place', { key, x: to.x, y: to.y });
    if (answer === undefined) this.set(key, from);
  }

  private set(key: string, place: Place): void {
    this.placed = withEntry(this.placed, key, place);
  }
}
