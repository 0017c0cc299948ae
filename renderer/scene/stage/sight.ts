// What of the stage is in sight, and from how far.
import { touches, type Rect } from '../geometry.ts';
import { isReadable } from './pen.ts';
import { inDepth, type Board, type StageModel } from './stage-model.ts';

/** With more than these in sight, too small to be read, boards and Pods are cells and marks of a map. */
const near = { boards: 40, tiles: 1500 };
/** How far sockets and shadows reach beyond their boards. */
const outskirts = 60;

/** From the back to the front. */
export function boardsInSight(model: StageModel, sight: Rect, raised: string | undefined): readonly Board[] {
  const seen: Board[] = [];
  for (const board of model.boards.values()) if (touches(board.layout.rect, sight, outskirts)) seen.push(board);
  return inDepth(seen, raised);
}

/** @param scale screen pixels a stage unit */
export function isFleet(scale: number, boards: readonly Board[]): boolean {
  if (isReadable({ scale }, 11)) return false;
  return boards.length > near.boards || boards.reduce((sum, { tiles }) => sum + tiles.length, 0) > near.tiles;
}
