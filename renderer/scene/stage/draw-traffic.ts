// The moving layer: packets with short tails, a light where one arrives, a cross and a reason where one fails.
import { durationsMs } from '../../theme/tokens.ts';
import { contains, type Point, type Rect } from '../geometry.ts';
import { drawText, measureText } from '../text.ts';
import { drawCard, roundedRect, type Pen } from './pen.ts';
import { packetPlace, type FailureMark, type Packet, type Traffic } from './traffic.ts';

const tailMs = 48;
const tailSteps = 10;

/**
 * @param bounds what is in sight, in stage units: reasons stay inside it
 * @param covers what packets pass beneath, so that its text stays readable
 */
export function drawTraffic(pen: Pen, traffic: Traffic, nowMs: number, bounds: Rect, covers: readonly Rect[]): void {
  for (const packet of traffic.packets) drawPacket(pen, packet, nowMs, covers);
  for (const mark of traffic.marks) drawMark(pen, mark, nowMs, bounds);
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

/** Never smaller on the screen than it takes to read it, however far the camera is. */
function drawMark(pen: Pen, mark: FailureMark, nowMs: number, bounds: Rect): void {
  const { context, palette } = pen;
  const unit = Math.max(1, 0.85 / pen.scale);
  context.globalAlpha = Math.min(1, 4 * (1 - (nowMs - mark.fromMs) / durationsMs.failureMark));
  drawCross(pen, mark.at, 6 * unit);
  const text = mark.count > 1 ? `${mark.reason} ×${mark.count}` : mark.reason;
  const style = { size: 12 * unit, weight: 600 } as const;
  const width = measureText(context, text, style) + 16 * unit;
  const { x, y } = mark.at;
  const box = {
    x: Math.max(bounds.x + 4, Math.min(bounds.x + bounds.width - width - 4, x - width / 2)),
    y: y + 36 * unit > bounds.y + bounds.height ? y - 34 * unit : y + 12 * unit,
    width,
    height: 22 * unit,
  };
  drawCard(pen, box, { fill: palette.failedSoft, line: palette.failed, radius: 7 * unit, lineWidth: unit });
  drawText(context, text, box.x + 8 * unit, box.y + 15.4 * unit, { ...style, colour: palette.failed });
  context.globalAlpha = 1;
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
