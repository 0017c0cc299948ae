// Where the reason of a failure can be written so that it covers nothing: the nearest free spot to its cross.
import { touches, type Point, type Rect } from '../geometry.ts';
import { measures } from './measures.ts';
import type { Board, StageModel } from './stage-model.ts';

const searched = { x: 340, y: 240, stepX: 14, stepY: 8 };
/** Between the text and what is beside it. */
const clearance = 3;
/** What the header of a board writes at its left and right. */
const headerText = { left: 250, right: 96, loadsWidth: 290, rowHeight: 28 };

/** Everything that is read on these boards and beside them: nothing may be written over it. */
export function obstaclesOf(model: StageModel, boards: readonly Board[]): readonly Rect[] {
  return [
    ...boards.flatMap(({ layout, sockets, tiles }) => [
      ...headerOf(layout.rect),
      ...sockets.map(({ rect }) => rect),
      ...tiles.map(({ rect }) => rect),
    ]),
    ...[...model.hubs.values()].map(({ rect }) => rect),
    ...[...model.clients, ...model.workloads, ...model.tray].map(({ rect }) => rect),
  ];
}

/**
 * The place nearest to `at` for a text of this size that touches no obstacle and lies in `sight`; where there is none,
 * the place beneath it.
 * @param unit how many stage units the text's own take, when it is drawn larger than the stage
 */
export function freePlace(
  at: Point,
  size: { readonly width: number; readonly height: number },
  obstacles: readonly Rect[],
  sight: Rect,
  unit = 1,
): Rect {
  const { width, height } = size;
  const reach = { x: searched.x * unit, y: searched.y * unit };
  const near = obstacles.filter((rect) => touches(rect, around(at, reach.x, reach.y)));
  let best: { readonly rect: Rect; readonly cost: number } | undefined;
  for (let dy = -reach.y; dy <= reach.y; dy += searched.stepY * unit) {
    for (let dx = -reach.x; dx <= reach.x; dx += searched.stepX * unit) {
      const rect = { x: at.x + dx - width / 2, y: at.y + dy - height / 2, width, height };
      const cost = costOf(at, rect, unit);
      if (best && cost >= best.cost) continue;
      if (cost === 0 || !within(rect, sight) || near.some((other) => touches(other, rect, clearance * unit))) continue;
      best = { rect, cost };
    }
  }
  return best?.rect ?? { x: at.x - width / 2, y: at.y + 12 * unit, width, height };
}

/** The point of a rectangle's edge that is nearest to a point outside it. */
export function nearestOf(rect: Rect, { x, y }: Point): Point {
  return {
    x: Math.min(rect.x + rect.width, Math.max(rect.x, x)),
    y: Math.min(rect.y + rect.height, Math.max(rect.y, y)),
  };
}

/** How long the line to it is, and a little for being aside; nothing when it would cover the cross itself. */
function costOf(at: Point, rect: Rect, unit: number): number {
  const nearest = nearestOf(rect, at);
  const distance = Math.hypot(nearest.x - at.x, nearest.y - at.y);
  return distance < 11 * unit ? 0 : distance + Math.abs(rect.x + rect.width / 2 - at.x) / 20;
}

function headerOf({ x, y, width }: Rect): readonly Rect[] {
  const { header } = measures.board;
  const { left, right, loadsWidth, rowHeight } = headerText;
  return [
    { x, y, width: left, height: header },
    { x: x + width - right, y, width: right, height: header },
    { x: x + width - loadsWidth, y: y + rowHeight, width: loadsWidth, height: header - rowHeight },
  ];
}

function around({ x, y }: Point, reachX: number, reachY: number): Rect {
  return { x: x - 2 * reachX, y: y - 2 * reachY, width: 4 * reachX, height: 4 * reachY };
}

function within(rect: Rect, sight: Rect): boolean {
  return (
    rect.x >= sight.x + 4 &&
    rect.y >= sight.y + 4 &&
    rect.x + rect.width <= sight.x + sight.width - 4 &&
    rect.y + rect.height <= sight.y + sight.height - 4
  );
}
