// One state of a Pod's life as a bar: told by its height and texture as well as by its colour.
import type { Condition } from '../../../preload/contract/views.ts';
import type { Palette } from '../../theme/tokens.ts';
import type { Rect } from '../geometry.ts';
import { conditionColour } from '../glyphs/registry.ts';

/** Share of the row's height that a state takes. */
const heights = {
  waiting: 0.22,
  starting: 0.55,
  ready: 1,
  unready: 1,
  ending: 1,
  failed: 1,
  done: 0.3,
  unknown: 0.3,
} as const satisfies Record<Condition, number>;

export function drawSpan(context: CanvasRenderingContext2D, palette: Palette, state: Condition, row: Rect): void {
  const height = row.height * heights[state];
  const bar = { x: row.x, y: row.y + (row.height - height) / 2, width: Math.max(1.5, row.width), height };
  const colour = conditionColour(palette, state);
  context.beginPath();
  context.roundRect(bar.x, bar.y, bar.width, bar.height, Math.min(3, bar.width / 2, bar.height / 2));
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (state === 'unready') {
    drawHollow(context);
    return;
  }
  context.fill();
  if (state === 'ending' || state === 'failed') drawTexture(context, bar, palette.panel, state === 'failed');
}

function drawHollow(context: CanvasRenderingContext2D): void {
  context.save();
  context.globalAlpha *= 0.25;
  context.fill();
  context.restore();
  context.lineWidth = 1.4;
  context.stroke();
}

/** Slanting lines over what ends, crossed ones over what failed. */
function drawTexture(context: CanvasRenderingContext2D, bar: Rect, colour: string, crossed: boolean): void {
  if (bar.width < 5) return;
  context.save();
  context.clip();
  context.globalAlpha *= 0.5;
  context.strokeStyle = colour;
  context.lineWidth = 1.2;
  context.beginPath();
  for (let x = bar.x - bar.height; x < bar.x + bar.width; x += 6) {
    context.moveTo(x, bar.y + bar.height);
    context.lineTo(x + bar.height, bar.y);
    if (!crossed) continue;
    context.moveTo(x, bar.y);
    context.lineTo(x + bar.height, bar.y + bar.height);
  }
  context.stroke();
  context.restore();
}
