// Which place inside a board belongs to which Pod. A Pod keeps its place for life; a new one takes the first that is
// free; nobody moves up when another goes.
import type { LifeChange } from '../../../preload/contract/views.ts';
import { isSystem } from './system-namespaces.ts';

export type Slots = ReadonlyMap<string, number>;

/** @param uids of those who are there now, in the order in which newcomers are served */
export function assignSlots(before: Slots, uids: readonly string[]): Slots {
  const after = new Map<string, number>();
  for (const uid of uids) {
    const slot = before.get(uid);
    if (slot !== undefined) after.set(uid, slot);
  }
  const taken = new Set(after.values());
  let free = 0;
  for (const uid of uids) {
    if (after.has(uid)) continue;
    while (taken.has(free)) free += 1;
    taken.add(free);
    after.set(uid, free);
  }
  return after;
}

export interface GridShape {
  readonly columns: number;
  readonly rows: number;
}

const appShapes: readonly GridShape[] = [
  { columns: 3, rows: 2 },
  { columns: 4, rows: 3 },
  { columns: 6, rows: 4 },
  { columns: 8, rows: 5 },
  { columns: 10, rows: 6 },
];

/**
 * The grid that has room for these slots. It stays as it was while it has room and is not four times too large, so that
 * a replaced Pod (one more for a moment) changes nothing.
 */
export function appShape(slots: Slots, before: GridShape | undefined): GridShape {
  const needed = Math.max(0, ...slots.values()) + 1;
  if (before && needed <= roomOf(before) && needed * 4 > roomOf(before)) return before;
  return appShapes.find((shape) => needed <= roomOf(shape)) ?? denseShape(needed);
}

/** For hundreds of Pods on one board: as many columns as make the marks about square. */
function denseShape(needed: number): GridShape {
  const columns = Math.ceil(Math.sqrt(needed * 4) / 10) * 10;
  return { columns, rows: Math.ceil(needed / columns) };
}

function roomOf({ columns, rows }: GridShape): number {
  return columns * rows;
}

/**
 * The places of all Pods there ever were, from their lives in the order of history: so they are the same after a
 * restart, and at every moment of the past.
 */
export class SlotBook {
  private readonly slots = new Map<string, number>();
  /** By board: what is taken at the end of history. */
  private readonly taken = new Map<string, Set<number>>();
  private readonly boards = new Map<string, string>();

  /** Changes may come twice; those of one Pod come in order. */
  take(changes: readonly LifeChange[]): void {
    for (const change of changes) {
      if (change.state === 'gone') this.leave(change.uid);
      else if (change.node !== undefined) this.enter(change.uid, boardKey(change.node, isSystem(change.namespace)));
    }
  }

  slotOf(uid: string): number | undefined {
    return this.slots.get(uid);
  }

  private enter(uid: string, board: string): void {
    if (this.slots.has(uid)) return;
    const taken = this.taken.get(board) ?? new Set();
    this.taken.set(board, taken);
    let slot = 0;
    while (taken.has(slot)) slot += 1;
    taken.add(slot);
    this.slots.set(uid, slot);
    this.boards.set(uid, board);
  }

  private leave(uid: string): void {
    const slot = this.slots.get(uid);
    const taken = this.taken.get(this.boards.get(uid) ?? '');
    if (slot !== undefined) taken?.delete(slot);
    this.boards.delete(uid);
  }
}

function boardKey(node: string, system: boolean): string {
  return `${system ? 'system' : 'app'} ${node}`;
}
