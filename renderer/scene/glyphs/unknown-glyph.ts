import type { Glyph } from './glyph.ts';

/** A question mark: nobody has heard of it for a while. */
export const unknownGlyph: Glyph = {
  colour: 'waiting',
  draw(context, radius) {
    context.lineWidth = radius * 0.36;
    context.lineCap = 'round';
    context.beginPath();
    context.arc(0, -radius * 0.4, radius * 0.52, -Math.PI, Math.PI * 0.45);
    context.lineTo(0, radius * 0.3);
    context.stroke();
    context.beginPath();
    context.arc(0, radius * 0.85, radius * 0.22, 0, 2 * Math.PI);
    context.fill();
  },
};
