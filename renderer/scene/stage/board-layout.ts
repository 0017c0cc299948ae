// The inside of a node's board: a grid of places for Pods, one for the system's own, and the lanes between the rows in
// which traffic runs. Rows come in pairs with a lane between them, so that no line ever crosses a tile.
import type { Point, Rect } from '../geometry.ts';
import { measures } from './measures.ts';
import type { GridShape } from './slots.ts';

export interface Grid extends Rect, GridShape {
  /** Height of the lane between the rows of a pair. */
  readonly lane: number;
  readonly gap: number;
}

export interface BoardLayout {
  readonly rect: Rect;
  readonly app: Grid;
  readonly system: Grid;
  /** Where traffic comes in: the middle of the left edge, at the height of the first lane. */
  readonly entry: Point;
}

export interface BoardShape {
  readonly controlPlane: boolean;
  readonly app: GridShape;
  readonly appPods: number;
  readonly systemSlots: number;
}

export function layoutBoard(rect: Rect, shape: BoardShape): BoardLayout {
  const { header, padding } = measures.board;
  const inner: Rect = {
    x: rect.x + measures.lane,
    y: rect.y + header,
    width: rect.width - measures.lane - padding,
    height: rect.height - header - padding,
  };
  const { appArea, systemArea } = shape.controlPlane ? shareControlPlane(inner, shape.appPods > 0) : shareWorker(inner);
  const app = gridIn(appArea, shape.app, laneFor(shape.app));
  const systemShape = systemGrid(systemArea, shape.systemSlots);
  return { rect, app, system: gridIn(systemArea, systemShape, 4, 4), entry: { x: rect.x, y: laneY(app, 0) } };
}

function shareWorker(inner: Rect): { readonly appArea: Rect; readonly systemArea: Rect } {
  const { systemColumn } = measures;
  const width = Math.round(Math.min(systemColumn.most, Math.max(systemColumn.least, inner.width * systemColumn.share)));
  const appWidth = inner.width - width - systemColumn.gap;
  return {
    appArea: { ...inner, width: appWidth },
    systemArea: { ...inner, x: inner.x + appWidth + systemColumn.gap, width },
  };
}

/** The system's Pods have the control plane to themselves until somebody else's come there. */
function shareControlPlane(inner: Rect, shared: boolean): { readonly appArea: Rect; readonly systemArea: Rect } {
  if (!shared) return { appArea: inner, systemArea: inner };
  const appWidth = Math.round(inner.width * 0.45);
  return {
    appArea: { ...inner, width: appWidth },
    systemArea: {
      ...inner,
      x: inner.x + appWidth + measures.board.padding,
      width: inner.width - appWidth - measures.board.padding,
    },
  };
}

function systemGrid(area: Rect, slots: number): GridShape {
  const rows = Math.max(1, Math.round((area.height + 4) / 34));
  const columns = Math.max(1, Math.min(4, Math.floor(area.width / 150)), Math.ceil(slots / rows));
  return { columns, rows };
}

function laneFor({ rows }: GridShape): number {
  return rows <= 2 ? 14 : rows <= 4 ? 9 : 5;
}

function gridIn(area: Rect, { columns, rows }: GridShape, lane: number, gap = columns > 6 ? 4 : 8): Grid {
  return { ...area, columns, rows, lane, gap };
}

/** The place of a slot. Slots go along a row, then to the next. */
export function slotRect(grid: Grid, slot: number): Rect {
  const { width, height } = cellSize(grid);
  const column = slot % grid.columns;
  const row = Math.floor(slot / grid.columns);
  return { x: grid.x + column * (width + grid.gap), y: rowTop(grid, row, height), width, height };
}

export function cellSize(grid: Grid): { readonly width: number; readonly height: number } {
  return {
    width: (grid.width - (grid.columns - 1) * grid.gap) / grid.columns,
    height: (grid.height - (grid.rows - 1) * grid.lane) / grid.rows,
  };
}

/** The height at which the lane of a pair of rows runs. */
export function laneY(grid: Grid, pair: number): number {
  const { height } = cellSize(grid);
  if (grid.rows === 1) return grid.y + grid.height + grid.lane / 2;
  return rowTop(grid, Math.min(pair * 2, grid.rows - 1), height) + height + grid.lane / 2;
}

/** From the board's entry along the lanes to the edge of a slot. */
export function pathToSlot(board: BoardLayout, grid: Grid, slot: number): readonly Point[] {
  const tile = slotRect(grid, slot);
  const row = Math.floor(slot / grid.columns);
  const y = laneY(grid, Math.floor(row / 2));
  const x = tile.x + tile.width / 2;
  const edge = y > tile.y ? tile.y + tile.height : tile.y;
  const turn = grid.x - 7;
  const detour =
    Math.abs(y - board.entry.y) < 0.5
      ? []
      : [
          { x: turn, y: board.entry.y },
          { x: turn, y },
        ];
  return [board.entry, ...detour, { x, y }, { x, y: edge }];
}

function rowTop(grid: Grid, row: number, height: number): number {
  return grid.y + row * (height + grid.lane);
}
