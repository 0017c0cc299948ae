// The Pods of a board as numbers in a row: from afar a hundred thousand of them are read in every frame.
import type { Condition } from '../../../preload/contract/views.ts';
import { conditions } from '../glyphs/registry.ts';
import type { Tile } from './tile.ts';

export interface Cell {
  /** Left, top, right and bottom of each Pod's place, in stage units. */
  readonly places: Float32Array;
  /** The look of each Pod, see `lookOf`. */
  readonly looks: Uint8Array;
}

/** A number below `2 * conditions.length` for each way in which a Pod can look. */
export function lookOf(condition: Condition, dimmed: boolean): number {
  return 2 * conditions.indexOf(condition) + (dimmed ? 1 : 0);
}

export function cellOf(tiles: readonly Tile[]): Cell {
  return {
    places: Float32Array.from(tiles.flatMap(({ rect: { x, y, width, height } }) => [x, y, x + width, y + height])),
    looks: Uint8Array.from(tiles, ({ pod, dimmed }) => lookOf(pod.condition, dimmed)),
  };
}
