import type { Glyph } from './glyph.ts';

/** A square. */
export const endingGlyph: Glyph = {
  colour: 'ending',
  draw(context, radius) {
    const half = radius * 0.88;
    context.fillRect(-half, -half, 2 * half, 2 * half);
  },
};
