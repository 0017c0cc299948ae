// The part of time that the timeline shows: all of it, until somebody zooms or pans.
import { scaleLinear, type ScaleLinear } from 'd3';

export interface TimeSpan {
  readonly fromUs: number;
  readonly toUs: number;
}

const second = 1_000_000;
const shownMinUs = 30 * second;
const zoomMinUs = second / 10;
const tickSteps = [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400];

/** All of time, with a little room after the end. */
export function allTime(headUs: number): TimeSpan {
  return { fromUs: 0, toUs: Math.max(shownMinUs, headUs * 1.03) };
}

export function timeScale({ fromUs, toUs }: TimeSpan, left: number, right: number): ScaleLinear<number, number> {
  return scaleLinear([fromUs, toUs], [left, right]);
}

/** Zooms around a moment; `undefined` when that shows all of time again. */
export function zoomed(
  { fromUs, toUs }: TimeSpan,
  aroundUs: number,
  factor: number,
  headUs: number,
): TimeSpan | undefined {
  const all = allTime(headUs);
  const width = Math.max(zoomMinUs, (toUs - fromUs) * factor);
  if (width >= all.toUs) return undefined;
  const from = aroundUs - ((aroundUs - fromUs) / (toUs - fromUs)) * width;
  return clamped({ fromUs: from, toUs: from + width }, all.toUs);
}

export function panned({ fromUs, toUs }: TimeSpan, byUs: number, headUs: number): TimeSpan {
  return clamped({ fromUs: fromUs + byUs, toUs: toUs + byUs }, allTime(headUs).toUs);
}

/** Moves on with a moment that runs out of sight at the right. */
export function following(span: TimeSpan, timeUs: number): TimeSpan {
  const width = span.toUs - span.fromUs;
  const latest = timeUs + width * 0.08;
  return latest <= span.toUs ? span : { fromUs: latest - width, toUs: latest };
}

/** Moments to be labelled, at least `gapPx` apart. */
export function ticksOf(scale: ScaleLinear<number, number>, gapPx: number): readonly number[] {
  const [fromUs = 0, toUs = 0] = scale.domain();
  const perPx = (scale.invert(1) - scale.invert(0)) / second;
  const step = (tickSteps.find((seconds) => seconds >= perPx * gapPx) ?? 86400) * second;
  const first = Math.ceil(fromUs / step);
  return Array.from({ length: Math.max(0, Math.floor(toUs / step) - first + 1) }, (_, index) => (first + index) * step);
}

function clamped({ fromUs, toUs }: TimeSpan, endUs: number): TimeSpan {
  const width = toUs - fromUs;
  const from = Math.max(0, Math.min(fromUs, endUs - width));
  return { fromUs: from, toUs: from + width };
}
