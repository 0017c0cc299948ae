// Lengths of time as people write them: `45s`, `2m`, `1h30m`, `500ms`.
import { MILLISECOND, MINUTE, SECOND } from '../engine/kernel/time.ts';

const HOUR = 60 * MINUTE;
const UNITS_US: Readonly<Record<string, number>> = { h: HOUR, m: MINUTE, s: SECOND, ms: MILLISECOND };
const WHOLE = /^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/;
const PART = /(\d+(?:\.\d+)?)(h|ms|m|s)/g;

/** The duration in microseconds; undefined when the text is none. */
export function parseDuration(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  let durationUs = 0;
  for (const [, amount, unit = ''] of text.matchAll(PART)) durationUs += Number(amount) * (UNITS_US[unit] ?? 0);
  return Math.round(durationUs);
}

/** A duration in microseconds as `1h30m`, `2m5s` or `0.25s`; what is less than a millisecond is dropped. */
export function formatDuration(durationUs: number): string {
  const hours = Math.floor(durationUs / HOUR);
  const minutes = Math.floor((durationUs % HOUR) / MINUTE);
  const seconds = Math.floor((durationUs % MINUTE) / MILLISECOND) / 1_000;
  const parts = [hours > 0 ? `${hours}h` : '', minutes > 0 ? `${minutes}m` : '', seconds > 0 ? `${seconds}s` : ''];
  return parts.join('') || '0s';
}
