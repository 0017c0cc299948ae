import type { Glyph } from './glyph.ts';

/** A full circle. */
export const readyGlyph: Glyph = {
  colour: 'ready',
  draw(context, radius) {
    context.beginPath();
    context.arc(0, 0, radius, 0, 2 * Math.PI);
    context.fill();
  },
};
