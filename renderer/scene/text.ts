// Text on a canvas: measured once, shortened where it does not fit.
import { faces } from '../theme/tokens.ts';

export type Face = keyof typeof faces;

export interface TextStyle {
  readonly face?: Face;
  readonly size: number;
  readonly weight?: number;
  readonly colour: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Shortened with an ellipsis to this width. */
  readonly maxWidth?: number;
  /** Before it is shortened it may become as small as this. */
  readonly smallest?: number;
}

const measuredMax = 4000;
const measured = new Map<string, number>();

/** Draws one line with its baseline at `y`; answers the width it took. */
export function drawText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  style: TextStyle,
): number {
  context.font = fontOf({ ...style, size: fittingSize(context, text, style) });
  context.fillStyle = style.colour;
  context.textAlign = style.align ?? 'left';
  context.textBaseline = 'alphabetic';
  const shown = style.maxWidth === undefined ? text : shorten(context, text, style.maxWidth);
  context.fillText(shown, x, y);
  return widthOf(context, shown);
}

export function measureText(
  context: CanvasRenderingContext2D,
  text: string,
  style: Pick<TextStyle, 'face' | 'size' | 'weight'>,
): number {
  context.font = fontOf(style);
  return widthOf(context, text);
}

/** Forgets all measures: the fonts have changed. */
export function forgetMeasures(): void {
  measured.clear();
}

/**
 * Splits a generated name at the part that tells it from its siblings: `koten-rc-` and `4b7rj`. What was not generated
 * is all tail.
 */
export function splitName(name: string, owner: string | undefined): { readonly head: string; readonly tail: string } {
  if (owner !== undefined && name.startsWith(`${owner}-`) && name.length > owner.length + 1) {
    const at = name.lastIndexOf('-') + 1;
    return { head: name.slice(0, at), tail: name.slice(at) };
  }
  return { head: '', tail: name };
}

function fittingSize(context: CanvasRenderingContext2D, text: string, style: TextStyle): number {
  const { size, maxWidth, smallest = size } = style;
  if (maxWidth === undefined || smallest >= size) return size;
  return Math.max(smallest, Math.min(size, (size * maxWidth) / Math.max(1, measureText(context, text, style))));
}

function fontOf({ face = 'text', size, weight = 400 }: Pick<TextStyle, 'face' | 'size' | 'weight'>): string {
  return `${weight} ${size}px ${faces[face]}`;
}

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font}|${text}`;
  const known = measured.get(key);
  if (known !== undefined) return known;
  if (measured.size >= measuredMax) measured.clear();
  const { width } = context.measureText(text);
  measured.set(key, width);
  return width;
}

function shorten(context: CanvasRenderingContext2D, text: string, maxWidth: number): string {
  if (widthOf(context, text) <= maxWidth) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(context, `${text.slice(0, middle)}…`) <= maxWidth) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${text.slice(0, low)}…`;
}
