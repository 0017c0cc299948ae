// Which place inside a board belongs to which Pod. A Pod keeps its place for life; a new one takes the first that is
// free; nobody moves up when another goes.
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
