import type { Glyph } from './glyph.ts';

/** A diamond. */
export const startingGlyph: Glyph = {
  colour: 'starting',
  draw(context, radius) {
    const reach = radius * 1.2;
    context.beginPath();
    context.moveTo(0, -reach);
    context.lineTo(reach, 0);
    context.lineTo(0, reach);
    context.lineTo(-reach, 0);
    context.closePath();
    context.fill();
  },
};
