// Thousands of packets from afar: a few pixels each, and fainter ones where it was a moment ago.
import { emptied, inkOf, type Pixels } from '../pixels.ts';
import { dot } from './draw-packets.ts';
import type { Pen } from './pen.ts';
import { packetPlace, type Packet } from './traffic.ts';

const sizePx = { least: 2, most: 3 };
const trailMs = 36;
/** How far back along the trail, 1 at its end, and how strong that is drawn: the faintest first. */
const trail = [
  { back: 1, alpha: 0.16 },
  { back: 0.67, alpha: 0.3 },
  { back: 0.33, alpha: 0.5 },
  { back: 0, alpha: 1 },
];

/** Keeps the picture's memory from frame to frame. */
export class PacketPixels {
  private pixels: Pixels | undefined;

  /** Replaces all that is on the canvas. */
  draw({ context, palette, scale }: Pen, packets: readonly Packet[], nowMs: number): void {
    if (packets.length === 0) return;
    const pixels = emptied(this.pixels, context.canvas);
    this.pixels = pixels;
    const inks = trail.map(({ alpha }) => inkOf(palette.accent, alpha));
    const { a: k, e: x, f: y } = context.getTransform();
    const size = Math.round(Math.min(sizePx.most, Math.max(sizePx.least, 2 * dot.radius * scale)) * devicePixelRatio);
    for (const packet of packets) {
      const head = packetPlace(packet, nowMs);
      if (!head) continue;
      const end = packetPlace(packet, nowMs - trailMs) ?? head;
      trail.forEach(({ back }, index) => {
        const left = Math.round((head.x + (end.x - head.x) * back) * k + x - size / 2);
        const top = Math.round((head.y + (end.y - head.y) * back) * k + y - size / 2);
        pixels.fill(left, top, left + size, top + size, inks[index] ?? 0);
      });
    }
    pixels.show(context);
  }
}
