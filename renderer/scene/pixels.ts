// A picture made pixel by pixel: for tens of thousands of marks, which would take a canvas too long one by one. Boxes go
// from (left, top) up to but without (right, bottom), in whole pixels; what lies outside the picture is left out.
import { interpolateRgb, rgb } from 'd3';

/** A colour as it lies in the memory of an `ImageData`. */
export type Ink = number;

/** A small square picture. */
export interface Stamp {
  readonly size: number;
  readonly inks: Uint32Array;
}

/** Wider boxes are filled row by row. */
const narrow = 16;

export class Pixels {
  readonly width: number;
  readonly height: number;
  private readonly inks: Uint32Array<ArrayBuffer>;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.inks = new Uint32Array(width * height);
  }

  at(x: number, y: number): Ink {
    return this.inks[y * this.width + x] ?? 0;
  }

  clear(): void {
    this.inks.fill(0);
  }

  /** Replaces all that is on a canvas of this size. */
  show(context: CanvasRenderingContext2D): void {
    const bytes = new Uint8ClampedArray(this.inks.buffer);
    context.putImageData(new ImageData(bytes, this.width, this.height), 0, 0);
  }

  fill(left: number, top: number, right: number, bottom: number, ink: Ink): void {
    const { inks, width } = this;
    const [first, end] = [Math.max(0, left), Math.min(width, right)];
    const last = Math.min(this.height, bottom);
    for (let y = Math.max(0, top); y < last; y += 1) {
      const row = y * width;
      if (end - first > narrow) inks.fill(ink, row + first, row + end);
      else for (let at = row + first; at < row + end; at += 1) inks[at] = ink;
    }
  }

  /** Slanting lines, `pitch` pixels apart. */
  hatch(left: number, top: number, right: number, bottom: number, ink: Ink, pitch: number): void {
    const { inks, width } = this;
    const [first, end] = [Math.max(0, left), Math.min(width, right)];
    for (let y = Math.max(0, top); y < Math.min(this.height, bottom); y += 1) {
      for (let x = first + (pitch - ((first + y) % pitch)); x < end; x += pitch) inks[y * width + x] = ink;
    }
  }

  /** A stamp that would not be in the picture whole is left out. */
  stamp({ size, inks }: Stamp, left: number, top: number): void {
    if (left < 0 || top < 0 || left + size > this.width || top + size > this.height) return;
    for (let y = 0; y < size; y += 1) {
      const row = (top + y) * this.width + left;
      for (let x = 0; x < size; x += 1) this.inks[row + x] = inks[y * size + x] ?? 0;
    }
  }
}

/** An empty picture of this size: the one given, wiped, if it fits. */
export function emptied(
  pixels: Pixels | undefined,
  { width, height }: { readonly width: number; readonly height: number },
): Pixels {
  if (pixels?.width !== width || pixels.height !== height) return new Pixels(width, height);
  pixels.clear();
  return pixels;
}

/** `share` of `over` on `base`, 0 to 1, opaque. */
export function mixedInk(base: string, over: string, share: number): Ink {
  return inkOf(interpolateRgb(base, over)(share), 1);
}

/** @param alpha 0 to 1 */
export function inkOf(colour: string, alpha: number): Ink {
  const { r, g, b } = rgb(colour);
  const bytes = new Uint8ClampedArray([r, g, b, 255 * alpha]);
  return new Uint32Array(bytes.buffer)[0] ?? 0;
}

/** What `draw` draws on a canvas of this many pixels. */
export function stampOf(size: number, draw: (context: CanvasRenderingContext2D) => void): Stamp {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no canvas');
  draw(context);
  return { size, inks: new Uint32Array(context.getImageData(0, 0, size, size).data.buffer) };
}
