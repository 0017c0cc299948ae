// Many nodes from afar, as cells of a map with one mark a Pod, made pixel by pixel.
import type { Palette } from '../../theme/tokens.ts';
import { conditions } from '../glyphs/registry.ts';
import { emptied, mixedInk, type Ink, type Pixels } from '../pixels.ts';
import { drawText } from '../text.ts';
import type { Board } from './board.ts';
import { measures } from './measures.ts';
import { isReadable, type Pen } from './pen.ts';
import { PodMark } from './pod-mark.ts';

/** How strongly things are seen: as elsewhere on the stage. */
const strengths = { dimmed: 0.28, poweredOff: 0.45 };
/** Cells at least so high have an outline. */
const outlinedPx = 16;
const hatchPitch = 5;
/** While gaps between marks are narrower than a pixel, marks from this size on leave one. */
const separatePx = 3;
const narrowestGap = 4;

/** Stage units to device pixels. */
interface Scale {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

interface Looks {
  readonly palette: Palette;
  readonly ground: Ink;
  readonly line: Ink;
  readonly failedGround: Ink;
  readonly failedLine: Ink;
  readonly hatching: Ink;
  /** By `lookOf`. */
  readonly marks: readonly PodMark[];
  readonly marksPoweredOff: readonly PodMark[];
}

/** Keeps what can be used again from frame to frame. */
export class FleetPicture {
  private pixels: Pixels | undefined;
  private looks: Looks | undefined;

  /** Replaces all that is on the canvas. */
  draw({ context, palette }: Pen, boards: readonly Board[]): void {
    this.pixels = emptied(this.pixels, context.canvas);
    if (this.looks?.palette !== palette) this.looks = looksOf(palette);
    const { a, e, f } = context.getTransform();
    const scale = { k: a, x: e, y: f };
    for (const board of boards) {
      drawGround(this.pixels, this.looks, board, scale);
      drawMarks(this.pixels, this.looks, board, scale);
    }
    this.pixels.show(context);
  }
}

/** The names of nodes, where they can be read. */
export function drawCellNames(pen: Pen, boards: readonly Board[]): void {
  const size = Math.min(measures.board.header * 0.84, 11 / pen.scale);
  if (!isReadable(pen, size)) return;
  const style = { size, weight: 700, colour: pen.palette.ink };
  for (const { node, layout } of boards) {
    const { x, y, width } = layout.rect;
    drawText(pen.context, node.name, x + 12, y + size, { ...style, maxWidth: width - 24 });
  }
}

function looksOf(palette: Palette): Looks {
  const { board, line, failed, faint } = palette;
  const marks = (strength: number): readonly PodMark[] =>
    conditions.flatMap((condition) =>
      [1, strengths.dimmed].map((share) => new PodMark(palette, condition, strength * share)),
    );
  return {
    palette,
    ground: mixedInk(board, board, 1),
    line: mixedInk(board, line, 1),
    failedGround: mixedInk(board, failed, 0.1),
    failedLine: mixedInk(board, failed, 0.6),
    hatching: mixedInk(board, faint, 0.3),
    marks: marks(1),
    marksPoweredOff: marks(strengths.poweredOff),
  };
}

function drawGround(pixels: Pixels, looks: Looks, { node, layout }: Board, { k, x, y }: Scale): void {
  const { rect } = layout;
  const left = Math.round(rect.x * k + x);
  const top = Math.round(rect.y * k + y);
  const right = Math.round((rect.x + rect.width) * k + x);
  const bottom = Math.round((rect.y + rect.height) * k + y);
  const well = node.powered && node.condition === 'ready';
  const line = bottom - top >= outlinedPx ? 1 : 0;
  if (line > 0) pixels.fill(left, top, right, bottom, well ? looks.line : looks.failedLine);
  pixels.fill(left + line, top + line, right - line, bottom - line, well ? looks.ground : looks.failedGround);
  if (node.powered) return;
  pixels.hatch(left + line, top + line, right - line, bottom - line, looks.hatching, hatchPitch);
}

function drawMarks(pixels: Pixels, looks: Looks, { node, cell }: Board, { k, x, y }: Scale): void {
  const marks = node.powered ? looks.marks : looks.marksPoweredOff;
  const { places } = cell;
  const separate = narrowestGap * k < 1;
  for (let index = 0; index < cell.looks.length; index += 1) {
    const at = 4 * index;
    const left = Math.round((places[at] ?? 0) * k + x);
    const top = Math.round((places[at + 1] ?? 0) * k + y);
    const right = edge(left, Math.round((places[at + 2] ?? 0) * k + x), separate);
    const bottom = edge(top, Math.round((places[at + 3] ?? 0) * k + y), separate);
    marks[cell.looks[index] ?? 0]?.draw(pixels, left, top, right, bottom);
  }
}

/** At least a pixel further than where it begins. */
function edge(begin: number, end: number, separate: boolean): number {
  return Math.max(begin + 1, separate && end - begin >= separatePx ? end - 1 : end);
}
