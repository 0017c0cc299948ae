// A Pod from afar: a few pixels in the colour of its condition and, as soon as there is room, with its shape.
import type { Condition } from '../../../preload/contract/views.ts';
import type { Palette } from '../../theme/tokens.ts';
import { conditionColour, drawGlyph } from '../glyphs/registry.ts';
import { mixedInk, stampOf, type Ink, type Pixels, type Stamp } from '../pixels.ts';

/** From this many pixels on shapes can be told apart. */
const shapedPx = 4;
/** How much of its condition's colour is in the ground of a shape. */
const tint = 0.18;

export class PodMark {
  private readonly palette: Palette;
  private readonly condition: Condition;
  private readonly strength: number;
  private readonly full: Ink;
  private readonly ground: Ink;
  /** By their size; no tile from afar is larger than some tens of pixels. */
  private readonly shapes: Stamp[] = [];

  /** @param strength 1 for what is seen fully, less for what stands back */
  constructor(palette: Palette, condition: Condition, strength: number) {
    this.palette = palette;
    this.condition = condition;
    this.strength = strength;
    const colour = conditionColour(palette, condition);
    this.full = mixedInk(palette.board, colour, strength);
    this.ground = mixedInk(palette.board, colour, strength * tint);
  }

  draw(pixels: Pixels, left: number, top: number, right: number, bottom: number): void {
    const [width, height] = [right - left, bottom - top];
    const size = Math.min(width, height);
    if (size < shapedPx) {
      pixels.fill(left, top, right, bottom, this.full);
      return;
    }
    pixels.fill(left, top, right, bottom, this.ground);
    pixels.stamp(this.shape(size), left + ((width - size) >> 1), top + ((height - size) >> 1));
  }

  private shape(size: number): Stamp {
    return (this.shapes[size] ??= stampOf(size, (context) => {
      const { palette, strength, condition } = this;
      context.fillStyle = palette.board;
      context.fillRect(0, 0, size, size);
      context.globalAlpha = strength * tint;
      context.fillStyle = conditionColour(palette, condition);
      context.fillRect(0, 0, size, size);
      context.globalAlpha = strength;
      drawGlyph(context, palette, condition, { x: size / 2, y: size / 2, radius: size * 0.36 });
    }));
  }
}
