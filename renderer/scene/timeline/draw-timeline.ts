import type { ScaleLinear } from 'd3';
import { shortClock } from '../../i18n/format.ts';
import { palettes, type Palette } from '../../theme/tokens.ts';
import { drawText, measureText, splitName } from '../text.ts';
import { drawSpan } from './draw-span.ts';
import { ticksOf } from './time-window.ts';
import { rows, type TimelineView } from './timeline-view.ts';
import { spansOf, type Track } from './tracks.ts';

export interface TimelineFrame {
  readonly context: CanvasRenderingContext2D;
  readonly view: TimelineView;
  readonly scale: ScaleLinear<number, number>;
  readonly width: number;
  readonly height: number;
  readonly scrollPx: number;
}

const tracksTop = rows.axis + rows.requests;
const badgeClearPx = 56;

export function drawTimeline(frame: TimelineFrame): void {
  const palette = palettes[frame.view.theme];
  drawGridLines(frame, palette);
  inside(frame, { y: rows.axis, height: rows.requests }, () => drawRequests(frame, palette));
  inside(frame, { y: tracksTop, height: frame.height - tracksTop }, () => drawTracks(frame, palette));
  drawLabels(frame, palette);
  drawFuture(frame, palette);
  drawPlayhead(frame, palette);
  drawScrollbar(frame, palette);
}

function inside(
  { context, width }: TimelineFrame,
  band: { readonly y: number; readonly height: number },
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(0, band.y, width, band.height);
  context.clip();
  draw();
  context.restore();
}

function drawGridLines({ context, view, scale, height, width }: TimelineFrame, palette: Palette): void {
  const perPx = scale.invert(1) - scale.invert(0);
  for (const tick of ticksOf(scale, 84)) {
    const x = Math.round(scale(tick)) + 0.5;
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, rows.axis - 4);
    context.lineTo(x, height);
    context.stroke();
    // The playhead's badge takes the place of the label beneath it.
    if (Math.abs(x - scale(view.clock.timeUs)) < badgeClearPx) continue;
    // The first and the last stay inside.
    const align = x - rows.labels < 24 ? 'left' : x > width - 30 ? 'right' : 'center';
    drawText(context, shortClock(tick, perPx < 10_000), x, 14, { size: 11.5, colour: palette.dim, align });
  }
}

function drawRequests({ context, view, scale }: TimelineFrame, palette: Palette): void {
  const base = rows.axis + rows.requests - 3;
  const high = rows.requests - 8;
  const [fromUs = 0, toUs = 0] = scale.domain();
  const shown = view.buckets.filter(({ second }) => (second + 1) * 1e6 >= fromUs && second * 1e6 <= toUs);
  const most = Math.max(1, ...shown.map(({ answered, failed }) => answered + failed));
  context.fillStyle = palette.accent;
  for (const { second, answered, failed } of shown) {
    const [x, right] = [scale(second * 1e6), scale(Math.min((second + 1) * 1e6, view.clock.headUs))];
    const top = ((answered + failed) / most) * high;
    context.globalAlpha = 0.42;
    context.fillRect(x, base - top, Math.max(1, right - x), top);
    if (failed === 0) continue;
    context.globalAlpha = 1;
    context.fillStyle = palette.failed;
    context.fillRect(x, rows.axis + 1, Math.max(2.5, Math.min(5, right - x)), rows.requests - 4);
    context.fillStyle = palette.accent;
  }
  context.globalAlpha = 1;
}

function drawTracks(frame: TimelineFrame, palette: Palette): void {
  const { context, view, width } = frame;
  visibleTracks(frame).forEach(({ track, y }) => {
    if (track.uid === view.selectedUid) {
      context.fillStyle = palette.accentSoft;
      context.fillRect(0, y, width, rows.track);
    }
    drawTrack(frame, palette, track, y);
  });
}

function drawTrack({ context, view, scale, width }: TimelineFrame, palette: Palette, track: Track, y: number): void {
  context.save();
  context.beginPath();
  context.rect(rows.labels, y, width - rows.labels, rows.track);
  context.clip();
  for (const { state, fromUs, toUs } of spansOf(track, view.clock.headUs)) {
    const [left, right] = [scale(fromUs), scale(toUs)];
    if (right < rows.labels || left > width) continue;
    const x = Math.max(left, rows.labels - 8);
    const end = Math.min(right, width + 8);
    drawSpan(context, palette, state, {
      x,
      y: y + (rows.track - rows.bar) / 2,
      width: Math.max(1.5, end - x - 1),
      height: rows.bar,
    });
  }
  context.restore();
}

function drawLabels(frame: TimelineFrame, palette: Palette): void {
  const { context, view, height } = frame;
  context.fillStyle = palette.panel;
  context.fillRect(0, rows.axis, rows.labels - 8, rows.requests);
  drawText(context, view.t('timeline.requests'), 16, rows.axis + 22, { size: 12, colour: palette.dim });
  if (view.tracks.length === 0) {
    drawText(context, view.t('timeline.no-pods'), 16, tracksTop + 24, { size: 12, colour: palette.dim });
  }
  inside(frame, { y: tracksTop, height: height - tracksTop }, () => {
    for (const { track, y } of visibleTracks(frame)) drawLabel(frame, palette, track, y);
  });
}

function drawLabel({ context, view }: TimelineFrame, palette: Palette, track: Track, y: number): void {
  const selected = track.uid === view.selectedUid;
  context.fillStyle = selected ? palette.accentSoft : palette.panel;
  context.fillRect(0, y, rows.labels - 8, rows.track);
  if (selected) {
    context.fillStyle = palette.accent;
    context.fillRect(0, y, 3, rows.track);
  }
  const { head, tail, rest } = splitTrackName(track.name, view.nodeNames);
  const style = { face: 'mono', size: 11.5 } as const;
  const bold = { ...style, weight: selected ? 750 : 600, colour: palette.ink } as const;
  const quiet = { ...style, colour: palette.dim } as const;
  const left = 14;
  const room = rows.labels - 10 - left;
  const tailWidth = Math.min(room, measureText(context, tail, bold));
  const headWidth = head === '' ? 0 : drawText(context, head, left, y + 14, { ...quiet, maxWidth: room - tailWidth });
  drawText(context, tail, left + headWidth, y + 14, { ...bold, maxWidth: room - headWidth });
  const restRoom = room - headWidth - tailWidth;
  if (measureText(context, rest, style) <= restRoom)
    drawText(context, rest, left + headWidth + tailWidth, y + 14, quiet);
}

interface TrackName {
  readonly head: string;
  /** What tells it from the others. */
  readonly tail: string;
  readonly rest: string;
}

/**
 * A track does not know its Pod's owner: the five letters that Kubernetes makes up are known by their alphabet, and a
 * static Pod by the name of a node at its end.
 */
function splitTrackName(name: string, nodeNames: readonly string[]): TrackName {
  const node = nodeNames.find((one) => name.endsWith(`-${one}`));
  if (node !== undefined) return { head: '', tail: name.slice(0, -node.length - 1), rest: `-${node}` };
  const match = /^(.+)-[bcdfghjklmnpqrstvwxz2456789]{5}$/.exec(name);
  return { ...splitName(name, match?.[1]), rest: '' };
}

/** What has not happened yet, or, in the past, what has but is not shown. */
function drawFuture({ context, view, scale, width, height }: TimelineFrame, palette: Palette): void {
  if (view.clock.mode === 'live') return;
  const x = Math.max(rows.labels, scale(view.clock.timeUs));
  context.fillStyle = palette.panel;
  context.globalAlpha = 0.5;
  context.fillRect(x, rows.axis, width - x, height - rows.axis);
  context.globalAlpha = 1;
}

function drawPlayhead({ context, view, scale, height, width }: TimelineFrame, palette: Palette): void {
  const x = scale(view.clock.timeUs);
  if (x < rows.labels - 1 || x > width) return;
  const colour = view.clock.mode === 'live' ? palette.ink : palette.accent;
  context.fillStyle = colour;
  context.fillRect(Math.round(x) - 1, rows.axis - 4, 2, height);
  // Tenths are for those who look for a moment; running they only flicker.
  const text = shortClock(view.clock.timeUs, view.clock.mode === 'past' || !view.clock.playing);
  const badge = measureText(context, text, { size: 12, weight: 650 }) + 16;
  const left = Math.max(rows.labels - 8, Math.min(width - badge - 2, x - badge / 2));
  context.beginPath();
  context.roundRect(left, 0, badge, 19, 5);
  context.fill();
  drawText(context, text, left + badge / 2, 13.8, {
    size: 12,
    weight: 650,
    align: 'center',
    colour: view.clock.mode === 'live' ? palette.panel : palette.accentInk,
  });
}

function drawScrollbar({ context, view, height, width, scrollPx }: TimelineFrame, palette: Palette): void {
  const content = view.tracks.length * rows.track;
  const room = height - tracksTop;
  if (content <= room) return;
  context.fillStyle = palette.lineStrong;
  context.beginPath();
  context.roundRect(width - 7, tracksTop + (scrollPx / content) * room, 4, Math.max(16, (room / content) * room), 2);
  context.fill();
}

function visibleTracks({
  view,
  height,
  scrollPx,
}: TimelineFrame): readonly { readonly track: Track; readonly y: number }[] {
  const first = Math.max(0, Math.floor(scrollPx / rows.track));
  const count = Math.ceil((height - tracksTop) / rows.track) + 1;
  return view.tracks
    .slice(first, first + count)
    .map((track, index) => ({ track, y: tracksTop + (first + index) * rows.track - scrollPx }));
}

/** The track at a height of the canvas. */
export function trackAt(view: TimelineView, y: number, scrollPx: number): Track | undefined {
  return y < tracksTop ? undefined : view.tracks[Math.floor((y - tracksTop + scrollPx) / rows.track)];
}

/** How far the tracks can be scrolled: until the last is in sight and the first is whole. */
export function scrollMax(view: TimelineView, height: number): number {
  return wholeTracks(Math.max(0, view.tracks.length * rows.track - (height - tracksTop)));
}

/** The scroll position, as near as can be to what it was, at which the track of this index is in sight. */
export function scrolledTo(view: TimelineView, index: number, height: number, scrollPx: number): number {
  const top = index * rows.track;
  const nearest = Math.min(top, wholeTracks(Math.max(scrollPx, top + rows.track - (height - tracksTop))));
  return Math.max(0, Math.min(scrollMax(view, height), nearest));
}

function wholeTracks(px: number): number {
  return Math.ceil(px / rows.track) * rows.track;
}
