import type { Glyph } from './glyph.ts';

/** A tick: it ended as it should. */
export const doneGlyph: Glyph = {
  colour: 'dim',
  draw(context, radius) {
    context.lineWidth = radius * 0.44;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(-radius * 0.85, radius * 0.05);
    context.lineTo(-radius * 0.2, radius * 0.7);
    context.lineTo(radius * 0.9, -radius * 0.65);
    context.stroke();
  },
};
