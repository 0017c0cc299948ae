import type { Glyph } from './glyph.ts';

/** A hollow diamond: nothing of it runs yet. */
export const waitingGlyph: Glyph = {
  colour: 'waiting',
  draw(context, radius) {
    const reach = radius * 1.05;
    context.lineWidth = radius * 0.3;
    context.setLineDash([radius * 0.5, radius * 0.32]);
    context.beginPath();
    context.moveTo(0, -reach);
    context.lineTo(reach, 0);
    context.lineTo(0, reach);
    context.lineTo(-reach, 0);
    context.closePath();
    context.stroke();
    context.setLineDash([]);
  },
};
