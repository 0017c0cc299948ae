// Packets under way: from near a dot with a light around it and a short tail, from afar a few pixels (`PacketPixels`).
// They pass beneath the hubs and sockets that stand on the layer below.
import { contains, type Point, type Rect } from '../geometry.ts';
import type { Pen } from './pen.ts';
import { packetPlace, type Packet } from './traffic.ts';

/** Sizes in stage units. */
export const dot = { radius: 4.4, light: 8, tail: 3.4 };
const tail = { lastsMs: 48, steps: 6 };
/** Below this many screen pixels a round dot is not told from a square one. */
const roundPx = 2;

export function areFar({ scale }: Pen): boolean {
  return dot.radius * scale < roundPx;
}

/** Takes away what was drawn where these stand. */
export function clearBeneath({ context }: Pen, covers: readonly { readonly rect: Rect }[], radius: number): void {
  context.save();
  context.globalCompositeOperation = 'destination-out';
  context.beginPath();
  for (const { rect } of covers) context.roundRect(rect.x, rect.y, rect.width, rect.height, radius);
  context.fill();
  context.restore();
}

/** @param sight nothing outside it is drawn */
export function drawPackets({ context, palette }: Pen, packets: readonly Packet[], nowMs: number, sight: Rect): void {
  context.strokeStyle = palette.accent;
  context.fillStyle = palette.accent;
  context.lineCap = 'round';
  context.lineWidth = dot.tail;
  for (const packet of packets) {
    const head = packetPlace(packet, nowMs);
    if (!head || !contains(sight, head)) continue;
    context.globalAlpha = 0.32;
    strokeTail(context, packet, nowMs);
    context.globalAlpha = 0.22;
    fillDot(context, head, dot.light);
    context.globalAlpha = 1;
    fillDot(context, head, dot.radius);
  }
}

/** Along the way it came. */
function strokeTail(context: CanvasRenderingContext2D, packet: Packet, nowMs: number): void {
  context.beginPath();
  for (let step = 0; step <= tail.steps; step += 1) {
    const at = packetPlace(packet, nowMs - tail.lastsMs * (1 - step / tail.steps));
    if (at) context.lineTo(at.x, at.y);
  }
  context.stroke();
}

function fillDot(context: CanvasRenderingContext2D, at: Point, radius: number): void {
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fill();
}
