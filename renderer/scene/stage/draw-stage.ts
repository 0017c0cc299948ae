// All that stands still, from the back to the front.
import type { EntityRef } from '../entity.ts';
import type { Rect } from '../geometry.ts';
import { drawBoard, drawBoardContents, drawSocket } from './draw-board.ts';
import { drawPulledPlug } from './draw-link-state.ts';
import { drawInnerLinks, drawOuterLinks } from './draw-links.ts';
import { drawCaptions, drawClient, drawHub, drawTray, drawWorkload } from './draw-outside.ts';
import { drawCellNames, type FleetPicture } from './fleet-picture.ts';
import { rectOf } from './hit.ts';
import { roundedRect, type Pen } from './pen.ts';
import { boardsInSight, isFleet } from './sight.ts';
import type { Board, StageModel, Tile } from './stage-model.ts';

export interface Marks {
  readonly selected: EntityRef | undefined;
  readonly hovered: EntityRef | undefined;
  /** The board that was dragged last: it lies on top. */
  readonly raised: string | undefined;
}

/**
 * @param sight nothing outside it is drawn
 * @returns whether something that was drawn changes with time alone: a grace period that runs out
 */
export function drawStage(pen: Pen, model: StageModel, marks: Marks, sight: Rect, fleet: FleetPicture): boolean {
  const { selected, hovered, raised } = marks;
  const focus = hovered ?? selected;
  const boards = boardsInSight(model, sight, raised);
  const asFleet = isFleet(pen.scale, boards);
  if (asFleet) fleet.draw(pen, boards);
  drawCaptions(pen, model);
  drawOuterLinks(pen, model, focus);
  if (asFleet) drawCellNames(pen, boards);
  else drawBoards(pen, model, boards, focus);
  for (const card of model.workloads) drawWorkload(pen, card);
  drawTray(pen, model);
  for (const hub of model.hubs.values()) drawHub(pen, hub);
  for (const card of model.clients) drawClient(pen, card);
  outline(pen, hovered && rectOf(model, hovered), hovered?.kind, 0.45);
  outline(pen, selected && rectOf(model, selected), selected?.kind, 1);
  return !asFleet && boards.some(({ tiles }) => tiles.some(isEnding));
}

/** Board by board, so that one that was dragged over another covers all of it. */
function drawBoards(pen: Pen, model: StageModel, boards: readonly Board[], focus: EntityRef | undefined): void {
  for (const board of boards) {
    drawBoard(pen, board);
    drawInnerLinks(pen, model, board, focus);
    drawBoardContents(pen, board);
    for (const socket of board.sockets) drawSocket(pen, socket);
    if (!board.node.cable.up) drawPulledPlug(pen, { x: board.layout.rect.x, y: board.layout.rect.y + 17 });
  }
}

function isEnding({ pod }: Tile): boolean {
  return pod.deleting !== undefined;
}

function outline(
  { context, palette, scale }: Pen,
  rect: Rect | undefined,
  kind: EntityRef['kind'] | undefined,
  strength: number,
): void {
  if (!rect) return;
  context.save();
  context.globalAlpha = strength;
  context.strokeStyle = palette.accent;
  context.lineWidth = Math.max(2.4, 1.6 / scale);
  roundedRect(context, rect, kind === 'node' ? 14 : 9);
  context.stroke();
  context.restore();
}
