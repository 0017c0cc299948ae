// The moving layer: packets with short tails, a light where one arrives, a cross and a reason where one fails.
import { group as groups } from 'd3';
import { durationsMs } from '../../theme/tokens.ts';
import { contains, type Point, type Rect } from '../geometry.ts';
import { drawText, measureText } from '../text.ts';
import { freePlace, nearestOf } from './label-places.ts';
import { drawCard, roundedRect, type Pen } from './pen.ts';
import { packetPlace, type FailureMark, type Packet, type Traffic } from './traffic.ts';

const tailMs = 48;
const tailSteps = 10;

/** What there is around the traffic, in stage units. */
export interface Surroundings {
  /** What is in sight: reasons stay inside it. */
  readonly sight: Rect;
  /** What packets pass beneath, so that its text stays readable. */
  readonly covers: readonly Rect[];
  /** What reasons are not written over. */
  readonly obstacles: readonly Rect[];
}

export function drawTraffic(pen: Pen, traffic: Traffic, nowMs: number, around: Surroundings): void {
  for (const packet of traffic.packets) drawPacket(pen, packet, nowMs, around.covers);
  const crosses = traffic.marks.map(({ at }) => ({ x: at.x - 8, y: at.y - 8, width: 16, height: 16 }));
  const written: Rect[] = [...around.obstacles, ...crosses];
  const unit = Math.max(1, 0.85 / pen.scale);
  for (const marks of groups(traffic.marks, ({ node, reason }) => `${node} ${reason}`).values()) {
    pen.context.globalAlpha = Math.min(1, 4 * (1 - (nowMs - newest(marks)) / durationsMs.failureMark));
    for (const { at } of marks) drawCross(pen, at, 6 * unit);
    written.push(drawReason(pen, marks, unit, { ...around, obstacles: written }));
    pen.context.globalAlpha = 1;
  }
}

function newest(marks: readonly FailureMark[]): number {
  return Math.max(...marks.map(({ fromMs }) => fromMs));
}

function drawPacket({ context, palette }: Pen, packet: Packet, nowMs: number, covers: readonly Rect[]): void {
  const head = packetPlace(packet, nowMs);
  if (!head || covers.some((rect) => contains(rect, head))) return;
  const colour = palette.accent;
  context.strokeStyle = colour;
  context.lineCap = 'round';
  context.lineWidth = 3.4;
  context.globalAlpha = 0.32;
  drawTail(context, packet, nowMs, covers);
  context.globalAlpha = 0.22;
  dot(context, head, 8, colour);
  context.globalAlpha = 1;
  dot(context, head, 4.4, colour);
}

/** Along the way it came, as far as that can be seen. */
function drawTail(context: CanvasRenderingContext2D, packet: Packet, nowMs: number, covers: readonly Rect[]): void {
  context.beginPath();
  let drawing = false;
  for (let step = 0; step <= tailSteps; step += 1) {
    const at = packetPlace(packet, nowMs - tailMs * (1 - step / tailSteps));
    const seen = at !== undefined && !covers.some((rect) => contains(rect, at));
    if (seen && drawing) context.lineTo(at.x, at.y);
    else if (seen) context.moveTo(at.x, at.y);
    drawing = seen;
  }
  context.stroke();
}

/** A ring that widens and fades around a tile that has just been reached. */
export function drawArrival({ context, palette }: Pen, rect: Rect, age: number): void {
  const grown = age * 4;
  context.globalAlpha = (1 - age) * 0.5;
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.6;
  roundedRect(
    context,
    { x: rect.x - grown, y: rect.y - grown, width: rect.width + 2 * grown, height: rect.height + 2 * grown },
    8 + grown,
  );
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * Once for all that failed on a node for the same reason, beside the first of them; never smaller on the screen than it
 * takes to read it, however far the camera is. Answers what it covers.
 */
function drawReason(pen: Pen, marks: readonly FailureMark[], unit: number, { sight, obstacles }: Surroundings): Rect {
  const { context, palette } = pen;
  const [first] = [...marks].sort((a, b) => a.at.x - b.at.x || a.at.y - b.at.y);
  const { at, reason } = first ?? { at: { x: 0, y: 0 }, reason: '' };
  const count = marks.reduce((sum, mark) => sum + mark.count, 0);
  const text = count > 1 ? `${reason} ×${count}` : reason;
  const style = { size: 12 * unit, weight: 600 } as const;
  const size = { width: measureText(context, text, style) + 16 * unit, height: 22 * unit };
  const box = freePlace(at, size, obstacles, sight);
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

function dot(context: CanvasRenderingContext2D, at: Point, radius: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fill();
}
