// On the moving layer: a cross and a reason where a request has failed.
import { group as groups } from 'd3';
import { durationsMs } from '../../theme/tokens.ts';
import type { Point, Rect } from '../geometry.ts';
import { drawText, measureText } from '../text.ts';
import { alikeKey, saidOfAll } from './failure-reasons.ts';
import { freePlace, nearestOf } from './label-places.ts';
import { drawCard, isReadable, type Pen } from './pen.ts';
import type { FailureMark } from './traffic.ts';

/** What there is around the traffic, in stage units. */
export interface Surroundings {
  /** What is in sight: reasons stay inside it. */
  readonly sight: Rect;
  /** What reasons are not written over. */
  readonly obstacles: readonly Rect[];
}

export function drawFailures(pen: Pen, marks: readonly FailureMark[], nowMs: number, around: Surroundings): void {
  const unit = Math.max(1, 0.85 / pen.scale);
  const [reach, size] = [8 * unit, 16 * unit];
  const crosses = marks.map(({ at }) => ({ x: at.x - reach, y: at.y - reach, width: size, height: size }));
  const written: Rect[] = [...around.obstacles, ...crosses];
  // From afar one text for all nodes: there is no room for each of them.
  const byNode = isReadable(pen, 11);
  for (const alike of groups(marks, ({ node, reason }) =>
    byNode ? `${node} ${alikeKey(reason)}` : alikeKey(reason),
  ).values()) {
    pen.context.globalAlpha = Math.min(1, 4 * (1 - (nowMs - newest(alike)) / durationsMs.failureMark));
    for (const { at } of alike) drawCross(pen, at, 6 * unit);
    written.push(drawReason(pen, alike, unit, { ...around, obstacles: written }));
    pen.context.globalAlpha = 1;
  }
}

function newest(marks: readonly FailureMark[]): number {
  return Math.max(...marks.map(({ fromMs }) => fromMs));
}

/**
 * Once for all that failed on a node for the same reason, whatever the address, beside the first of them; never smaller on the screen than it
 * takes to read it, however far the camera is. Answers what it covers.
 */
function drawReason(pen: Pen, marks: readonly FailureMark[], unit: number, { sight, obstacles }: Surroundings): Rect {
  const { context, palette } = pen;
  const [first] = [...marks].sort((a, b) => a.at.x - b.at.x || a.at.y - b.at.y);
  const { at } = first ?? { at: { x: 0, y: 0 } };
  const count = marks.reduce((sum, mark) => sum + mark.count, 0);
  const said = saidOfAll(
    marks.map(({ reason }) => reason),
    pen.view.say,
  );
  const text = count > 1 ? `${said} ×${count}` : said;
  const style = { size: 12 * unit, weight: 600 } as const;
  const size = { width: measureText(context, text, style) + 16 * unit, height: 22 * unit };
  const box = freePlace(at, size, obstacles, sight, unit);
  drawLeader(pen, at, box, 9 * unit);
  drawCard(pen, box, { fill: palette.failedSoft, line: palette.failed, radius: 7 * unit, lineWidth: unit });
  drawText(context, text, box.x + 8 * unit, box.y + 15.4 * unit, { ...style, colour: palette.failed });
  return box;
}

/** A thin line between a cross and its reason: first along the lane, which is clear of tiles, then up or down. */
function drawLeader({ context, palette, scale }: Pen, from: Point, box: Rect, clear: number): void {
  const to = nearestOf(box, from);
  const aside = Math.abs(to.x - from.x) > clear;
  if (!aside && Math.abs(to.y - from.y) <= clear) return;
  context.strokeStyle = palette.failed;
  context.lineWidth = Math.max(1, 0.8 / scale);
  context.beginPath();
  if (aside) {
    context.moveTo(from.x + Math.sign(to.x - from.x) * clear, from.y);
    context.lineTo(to.x, from.y);
  } else context.moveTo(to.x, from.y + Math.sign(to.y - from.y) * clear);
  context.lineTo(to.x, to.y);
  context.stroke();
}

function drawCross({ context, palette }: Pen, { x, y }: Point, reach: number): void {
  context.strokeStyle = palette.failed;
  context.lineWidth = reach / 2;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(x - reach, y - reach);
  context.lineTo(x + reach, y + reach);
  context.moveTo(x + reach, y - reach);
  context.lineTo(x - reach, y + reach);
  context.stroke();
}
