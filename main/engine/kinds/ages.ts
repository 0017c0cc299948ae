// Models apimachinery's pkg/util/duration (v1.35) and the time formats that kubectl prints.
import { EPOCH_SECONDS, SECOND, fromTimestamp, type Micros } from '../kernel/time.ts';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A duration in microseconds as kubectl prints ages: `5s`, `2m3s`, `5m`, `3h2m`, `6d3h`. */
export function humanDuration(durationUs: number): string {
  const seconds = Math.trunc(durationUs / SECOND);
  const minutes = Math.trunc(seconds / 60);
  const hours = Math.trunc(minutes / 60);
  const days = Math.trunc(hours / 24);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return twoUnits(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return twoUnits(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return twoUnits(days, 'd', hours % 24, 'h');
  if (days < 365 * 2) return `${days}d`;
  const years = Math.trunc(days / 365);
  return days < 365 * 8 ? twoUnits(years, 'y', days % 365, 'd') : `${years}y`;
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

/** How long before `now` a timestamp lies; `<unknown>` when there is none. */
export function ageOf(timestamp: string | null | undefined, now: Micros): string {
  const instant = fromTimestamp(timestamp ?? '');
  return instant === undefined ? '<unknown>' : humanDuration(now - instant);
}

/** A timestamp in the long form of `kubectl describe`: `Mon, 23 Nov 2026 04:35:30 +0000`. */
export function longTime(timestamp: string | undefined): string {
  const text = timestamp ?? '0001-01-01T00:00:00Z';
  const instant = fromTimestamp(text);
  if (instant === undefined) return text;
  const daysSince1970 = Math.floor((Math.floor(instant / SECOND) + EPOCH_SECONDS) / 86_400);
  // The first of January 1970 was a Thursday.
  const weekday = weekdays[(((daysSince1970 + 4) % 7) + 7) % 7] ?? '';
  const month = months[Number(text.slice(5, 7)) - 1] ?? '';
  return `${weekday}, ${text.slice(8, 10)} ${month} ${text.slice(0, 4)} ${text.slice(11, 19)} +0000`;
}
