import type { Glyph } from './glyph.ts';

/** A cross. */
export const failedGlyph: Glyph = {
  colour: 'failed',
  draw(context, radius) {
    const reach = radius * 0.8;
    context.lineWidth = radius * 0.5;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(-reach, -reach);
    context.lineTo(reach, reach);
    context.moveTo(reach, -reach);
    context.lineTo(-reach, reach);
    context.stroke();
  },
};
