import type { Palette } from '../../theme/tokens.ts';
import type { Rect } from '../geometry.ts';
import type { StageView } from './stage-view.ts';

/** What every drawing function of the stage needs. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly view: StageView;
  /** Screen pixels a stage unit: small text is left out when it could not be read. */
  readonly scale: number;
}

/** Below this many screen pixels text is a grey worm: better none. */
const readablePx = 6;

export function isReadable({ scale }: Pick<Pen, 'scale'>, size: number): boolean {
  return size * scale >= readablePx;
}

export function roundedRect(context: CanvasRenderingContext2D, { x, y, width, height }: Rect, radius: number): void {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
}

export interface CardLook {
  readonly fill: string;
  readonly line: string;
  readonly radius: number;
  readonly lineWidth?: number;
  /** Blur of the shadow; none when left out. */
  readonly lift?: number;
}

export function drawCard(pen: Pen, rect: Rect, { fill, line, radius, lineWidth = 1, lift = 0 }: CardLook): void {
  const { context, palette } = pen;
  context.save();
  if (lift > 0) {
    context.shadowColor = palette.shadow;
    context.shadowBlur = lift * pen.scale * devicePixelRatio;
    context.shadowOffsetY = lift * 0.25 * pen.scale * devicePixelRatio;
  }
  roundedRect(context, rect, radius);
  context.fillStyle = fill;
  context.fill();
  context.restore();
  context.strokeStyle = line;
  context.lineWidth = lineWidth;
  context.stroke();
}

/** Slanting lines over what is on its way out. */
export function drawHatching(context: CanvasRenderingContext2D, rect: Rect, colour: string, radius: number): void {
  context.save();
  roundedRect(context, rect, radius);
  context.clip();
  context.strokeStyle = colour;
  context.globalAlpha *= 0.22;
  context.lineWidth = 2;
  context.beginPath();
  for (let x = rect.x - rect.height; x < rect.x + rect.width; x += 8) {
    context.moveTo(x, rect.y + rect.height);
    context.lineTo(x + rect.height, rect.y);
  }
  context.stroke();
  context.restore();
}
