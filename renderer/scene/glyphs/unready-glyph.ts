import type { Glyph } from './glyph.ts';

/** A hollow ring: it runs, but takes no traffic. */
export const unreadyGlyph: Glyph = {
  colour: 'starting',
  draw(context, radius) {
    context.lineWidth = radius * 0.42;
    context.beginPath();
    context.arc(0, 0, radius * 0.8, 0, 2 * Math.PI);
    context.stroke();
  },
};
