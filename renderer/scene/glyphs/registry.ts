import type { Condition } from '../../../preload/contract/views.ts';
import type { Palette } from '../../theme/tokens.ts';
import { doneGlyph } from './done-glyph.ts';
import { endingGlyph } from './ending-glyph.ts';
import { failedGlyph } from './failed-glyph.ts';
import type { Glyph } from './glyph.ts';
import { readyGlyph } from './ready-glyph.ts';
import { startingGlyph } from './starting-glyph.ts';
import { unknownGlyph } from './unknown-glyph.ts';
import { unreadyGlyph } from './unready-glyph.ts';
import { waitingGlyph } from './waiting-glyph.ts';

export const glyphs = {
  waiting: waitingGlyph,
  starting: startingGlyph,
  ready: readyGlyph,
  unready: unreadyGlyph,
  ending: endingGlyph,
  failed: failedGlyph,
  done: doneGlyph,
  unknown: unknownGlyph,
} as const satisfies Record<Condition, Glyph>;

/** All conditions, in the order in which a legend shows them. */
export const conditions: readonly Condition[] = [
  'ready',
  'starting',
  'unready',
  'waiting',
  'ending',
  'failed',
  'done',
  'unknown',
];

export function conditionColour(palette: Palette, condition: Condition): string {
  return palette[glyphs[condition].colour];
}

/**
 * Draws a condition's glyph around (x, y).
 * @param share of a ring around the shape that is closed, 0 to 1; no ring when left out
 */
export function drawGlyph(
  context: CanvasRenderingContext2D,
  palette: Palette,
  condition: Condition,
  place: { readonly x: number; readonly y: number; readonly radius: number; readonly share?: number | undefined },
): void {
  const colour = conditionColour(palette, condition);
  context.save();
  context.translate(place.x, place.y);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  glyphs[condition].draw(context, place.radius);
  context.restore();
  if (place.share !== undefined) drawRing(context, palette, colour, { ...place, share: place.share });
}

function drawRing(
  context: CanvasRenderingContext2D,
  palette: Palette,
  colour: string,
  { x, y, radius, share }: { readonly x: number; readonly y: number; readonly radius: number; readonly share: number },
): void {
  const ring = radius * 1.85;
  context.lineWidth = Math.max(1.5, radius * 0.26);
  context.lineCap = 'round';
  context.strokeStyle = palette.line;
  context.beginPath();
  context.arc(x, y, ring, 0, 2 * Math.PI);
  context.stroke();
  if (share <= 0) return;
  context.strokeStyle = colour;
  context.beginPath();
  context.arc(x, y, ring, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * Math.min(1, share));
  context.stroke();
}
