// A Pod in its place on a board, or in the tray of those that have no node.
import type { PodView } from '../../../preload/contract/views.ts';
import type { Rect } from '../geometry.ts';

export interface Tile {
  readonly pod: PodView;
  readonly rect: Rect;
  readonly system: boolean;
  readonly slot: number;
  readonly dimmed: boolean;
}
