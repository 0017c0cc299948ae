// A Pod in one of four sizes, as its place allows: a tile with name, status and address; a smaller one without address;
// a chip; a dot.
import type { PodView } from '../../../preload/contract/views.ts';
import { conditionColour, drawGlyph } from '../glyphs/registry.ts';
import type { Rect } from '../geometry.ts';
import { drawText, measureText, splitName } from '../text.ts';
import { drawCard, drawHatching, isReadable, roundedRect, type Pen } from './pen.ts';
import type { Tile } from './stage-model.ts';

/** Where the mark and the text of a full tile stand, from its left edge; a narrow tile gives its room to the name. */
const roomyTile = { glyph: 31, radius: 9, text: 57, size: 13.5 } as const;
const narrowTile = { glyph: 22, radius: 6.4, text: 39, size: 13 } as const;
/** Where the stripe of the image's version ends, from the left edge. */
const stripeEnd = 8;
/** Names do not become smaller than this. */
const nameSizeMin = 10.5;

export function drawPod(pen: Pen, tile: Tile): void {
  const { context } = pen;
  context.save();
  if (tile.dimmed) context.globalAlpha *= 0.28;
  const { width, height } = tile.rect;
  if (width * pen.scale < 46 || height < 17 || !isReadable(pen, 11)) drawDot(pen, tile);
  else if (tile.system) drawSystemChip(pen, tile);
  else if (height < 32) drawChip(pen, tile);
  else drawTile(pen, tile, width >= 120 && height >= 50);
  context.restore();
}

function drawTile(pen: Pen, { pod, rect }: Tile, full: boolean): void {
  drawGround(pen, pod, rect, 8);
  drawStripe(pen, pod, rect);
  if (full) drawFullTile(pen, pod, rect);
  else drawSmallTile(pen, pod, rect);
}

/** Name, status and address beside the mark, in the middle of the tile's height. */
function drawFullTile(pen: Pen, pod: PodView, rect: Rect): void {
  const { context, palette } = pen;
  const { glyph, radius, text, size } = rect.width >= 160 ? roomyTile : narrowTile;
  const glyphX = rect.x + glyph;
  const centreY = rect.y + rect.height / 2 - (pod.containers.length > 0 ? 4 : 0);
  drawGlyph(context, palette, pod.condition, { x: glyphX, y: centreY, radius, share: ringShare(pen, pod) });
  // Between the stripe and the text there is as much room on both sides of the mark.
  drawContainers(pen, pod, glyphX, rect.y + rect.height - 8, 2 * Math.min(glyph - stripeEnd, text - glyph) - 4);
  const pill = drawRestarts(pen, pod, rect);
  const x = rect.x + text;
  const width = rect.x + rect.width - 6 - x;
  const top = rect.y + (rect.height - 56) / 2;
  drawName(pen, pod, { x, y: top + 19, width, size });
  const [line = '', next] = statusLines(pen, pod, width - pill);
  const status = { size: 12, weight: 600, colour: conditionColour(palette, pod.condition), maxWidth: width } as const;
  drawText(context, line, x, top + 34.5, { ...status, maxWidth: width - pill });
  if (next !== undefined) drawText(context, next, x, top + 49, status);
  else if (pod.ip !== undefined) {
    drawText(context, pod.ip, x, top + 49, { face: 'mono', size: 11, colour: palette.dim, maxWidth: width });
  }
}

function drawSmallTile(pen: Pen, pod: PodView, rect: Rect): void {
  const { context, palette } = pen;
  const middle = rect.y + rect.height / 2;
  drawGlyph(context, palette, pod.condition, { x: rect.x + 22, y: middle, radius: 6, share: ringShare(pen, pod) });
  const x = rect.x + 38;
  const width = rect.x + rect.width - 7 - x - drawRestarts(pen, pod, rect);
  drawName(pen, pod, { x, y: middle - 3, width, size: 12 });
  const colour = conditionColour(palette, pod.condition);
  drawText(context, statusOf(pen, pod), x, middle + 12, { size: 12, weight: 600, colour, maxWidth: width });
}

function drawChip(pen: Pen, { pod, rect }: Tile): void {
  const { context, palette } = pen;
  drawGround(pen, pod, rect, 6);
  drawStripe(pen, pod, rect);
  const middle = rect.y + rect.height / 2;
  drawGlyph(context, palette, pod.condition, { x: rect.x + 16, y: middle, radius: 5 });
  const { tail } = splitName(pod.name, pod.owner?.name);
  drawText(context, tail, rect.x + 27, middle + 4, {
    face: 'mono',
    size: 11.5,
    weight: 600,
    colour: palette.ink,
    maxWidth: rect.width - 32,
  });
}

function drawSystemChip(pen: Pen, { pod, rect }: Tile): void {
  const { context, palette } = pen;
  drawGround(pen, pod, rect, 6);
  const middle = rect.y + rect.height / 2;
  drawGlyph(context, palette, pod.condition, { x: rect.x + 13, y: middle, radius: 4.2 });
  const maxWidth = rect.width - 30 - drawRestarts(pen, pod, rect);
  const whole = systemName(pod);
  // A little smaller, or without what all of them begin with, rather than cut off.
  const fits = measureText(context, whole, { size: 11, weight: 550 }) <= maxWidth;
  const name = fits ? whole : whole.replace(/^kube-/, '');
  const style = { size: 12, smallest: 10.5, weight: 550, colour: palette.ink, maxWidth } as const;
  drawText(context, name, rect.x + 23, middle + 4.2, style);
}

/** From afar all that matters is how it is. */
function drawDot(pen: Pen, { pod, rect }: Tile): void {
  const { context, palette } = pen;
  const colour = conditionColour(palette, pod.condition);
  const radius = Math.min(rect.height, rect.width) * 0.36;
  if (radius * pen.scale < 1.7) {
    context.fillStyle = colour;
    context.fillRect(rect.x, rect.y, rect.width, rect.height);
    return;
  }
  roundedRect(context, rect, 4);
  context.fillStyle = palette.tile;
  context.fill();
  context.globalAlpha *= 0.18;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha /= 0.18;
  drawGlyph(context, palette, pod.condition, { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2, radius });
}

function drawGround(pen: Pen, pod: PodView, rect: Rect, radius: number): void {
  const { context, palette } = pen;
  const line = pod.condition === 'failed' ? palette.failed : pod.condition === 'ending' ? palette.ending : palette.line;
  drawCard(pen, rect, { fill: palette.tile, line, radius });
  if (pod.condition === 'ending') drawHatching(context, rect, palette.ending, radius);
}

function drawStripe(pen: Pen, pod: PodView, rect: Rect): void {
  const { context } = pen;
  const colour = pen.view.versions.get(mainImage(pod) ?? '');
  if (colour === undefined) return;
  roundedRect(context, { x: rect.x + 4, y: rect.y + 6, width: 4, height: rect.height - 12 }, 2);
  context.fillStyle = colour;
  context.fill();
}

/** First all of it is made a little smaller; what then does not fit is the part that its siblings have too. */
function drawName(
  pen: Pen,
  pod: PodView,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly size: number },
): void {
  const { context, palette } = pen;
  const { head, tail } = splitName(pod.name, pod.owner?.name);
  const whole = measureText(context, pod.name, { face: 'mono', size: box.size, weight: 700 });
  const size = Math.max(Math.min(box.size, nameSizeMin), Math.min(box.size, (box.size * box.width) / whole));
  const style = { face: 'mono', size } as const;
  const tailWidth = Math.min(box.width, measureText(context, tail, { ...style, weight: 700 }));
  const room = box.width - tailWidth;
  const headWidth =
    room < 14 || head === ''
      ? 0
      : drawText(context, head, box.x, box.y, { ...style, colour: palette.dim, maxWidth: room });
  drawText(context, tail, box.x + headWidth, box.y, {
    ...style,
    weight: 700,
    colour: palette.ink,
    maxWidth: box.width - headWidth,
  });
}

function statusOf(pen: Pen, pod: PodView): string {
  const left = secondsLeft(pen, pod);
  return left === undefined ? pod.status : `${pod.status} ${pen.view.t('stage.seconds-left', { seconds: left })}`;
}

/** On two lines, broken between its words (`Container`, `Creating`), when it does not fit on one. */
function statusLines(pen: Pen, pod: PodView, width: number): readonly string[] {
  const text = statusOf(pen, pod);
  const fits = (part: string): boolean => measureText(pen.context, part, { size: 12, weight: 600 }) <= width;
  if (fits(text)) return [text];
  const words = text.split(/(?<=[a-z:/])(?=[A-Z0-9])|(?<=[ :/-])/);
  let first = '';
  while (words.length > 1 && fits(first + (words[0] ?? ''))) first += words.shift() ?? '';
  return first === '' ? [text] : [first.trimEnd(), words.join('')];
}

/** Init containers first; hollow until they run. */
function drawContainers(pen: Pen, pod: PodView, centreX: number, y: number, room: number): void {
  const { context, palette } = pen;
  const shown = pod.containers.slice(0, 6);
  const pitch = Math.min(9, room / shown.length);
  const width = (pitch * 2) / 3;
  shown.forEach((container, index) => {
    const x = centreX + (index - (shown.length - 1) / 2) * pitch - width / 2;
    roundedRect(context, { x, y: y - 2, width, height: 4 }, 1.5);
    const colour = container.ready ? palette.ready : container.state === 'running' ? palette.starting : palette.faint;
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    if (container.state === 'running') context.fill();
    else context.stroke();
  });
}

/** A pill at the right: beside the status of a full tile, else in the middle. Answers the width that it takes. */
function drawRestarts(pen: Pen, pod: PodView, rect: Rect): number {
  if (pod.restarts === 0) return 0;
  const { context, palette } = pen;
  const text = `↻${pod.restarts}`;
  const width = measureText(context, text, { size: 11, weight: 600 }) + 8;
  const top = rect.y + rect.height / 2 - (rect.height < 50 ? 8 : 5);
  const pill = { x: rect.x + rect.width - width - 5, y: top, width, height: 16 };
  roundedRect(context, pill, 8);
  context.fillStyle = palette.startingSoft;
  context.fill();
  drawText(context, text, pill.x + width / 2, pill.y + 12, {
    size: 11,
    weight: 600,
    colour: palette.starting,
    align: 'center',
  });
  return width + 4;
}

/** While it ends the ring is the time that is left of its grace period, else how many of its containers are ready. */
function ringShare(pen: Pen, pod: PodView): number | undefined {
  if (pod.deleting && !hasEnded(pod)) {
    const { sinceUs, killUs } = pod.deleting;
    return killUs > sinceUs ? Math.max(0, (killUs - pen.view.timeUs) / (killUs - sinceUs)) : 0;
  }
  const lasting = pod.containers.filter(({ kind }) => kind !== 'init').length;
  return lasting === 0 ? 0 : pod.readyContainers / lasting;
}

/** Seconds until SIGKILL, for as long as there is somebody to kill. */
function secondsLeft(pen: Pen, pod: PodView): number | undefined {
  if (!pod.deleting || hasEnded(pod)) return undefined;
  const { sinceUs, killUs } = pod.deleting;
  const leftUs = killUs - Math.max(sinceUs, pen.view.timeUs);
  return leftUs > 0 ? Math.ceil(leftUs / 1_000_000) : undefined;
}

/** Whether nobody is left who could be killed. */
export function hasEnded(pod: PodView): boolean {
  return pod.containers.every(({ state }) => state === 'terminated');
}

/** The image by which versions are told apart. */
export function mainImage(pod: PodView): string | undefined {
  return pod.containers.find(({ kind }) => kind === 'main')?.image;
}

/** What a person calls a Pod of the system: `etcd`, `kube-proxy`, `coredns`. */
export function systemName(pod: PodView): string {
  if (pod.node !== undefined && pod.name.endsWith(`-${pod.node}`)) return pod.name.slice(0, -pod.node.length - 1);
  if (pod.owner === undefined) return pod.name;
  return pod.owner.kind === 'ReplicaSet' ? pod.owner.name.slice(0, pod.owner.name.lastIndexOf('-')) : pod.owner.name;
}
