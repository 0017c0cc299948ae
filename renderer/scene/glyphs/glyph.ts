import type { Palette } from '../../theme/tokens.ts';

/** The picture of a condition: told by shape as well as by colour. */
export interface Glyph {
  readonly colour: keyof Palette;
  /**
   * Draws around the origin, in the fill and stroke colours already set.
   * @param radius of the inner shape, in pixels
   */
  draw(context: CanvasRenderingContext2D, radius: number): void;
}
