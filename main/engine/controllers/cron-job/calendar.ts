// Days and clocks as schedules count them: seconds since 1970, without regard to any zone.
import { EPOCH_SECONDS, type Micros, SECOND, fromTimestamp, toTimestamp } from '../../kernel/time.ts';

export const MINUTE_SECONDS = 60;
export const HOUR = 3600;
export const DAY = 86_400;

export interface LocalTime {
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

export const unixOf = (instant: Micros): number => EPOCH_SECONDS + Math.floor(instant / SECOND);
export const instantOf = (unix: number): Micros => ((unix - EPOCH_SECONDS) * SECOND) as Micros;

/** What a clock shows after so many seconds. */
export function localTimeOf(seconds: number): LocalTime {
  const [, month, day, hour, minute] = toTimestamp(instantOf(seconds))
    .split(/[-T:Z]/)
    .map(Number);
  return {
    month: month ?? 1,
    day: day ?? 1,
    weekday: weekdayOf(Math.floor(seconds / DAY)),
    hour: hour ?? 0,
    minute: minute ?? 0,
  };
}

/** Days from 1970-01-01 to a day. */
export function dayNumber(year: number, month: number, day: number): number {
  const two = (value: number) => String(value).padStart(2, '0');
  const instant = fromTimestamp(`${String(year)}-${two(month)}-${two(day)}T00:00:00Z`);
  return Math.floor(unixOf(instant ?? (0 as Micros)) / DAY);
}

/** 0 is Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment in Unix seconds as Go's RFC1123Z has it: `Mon, 05 Jan 2026 08:01:00 +0000`. */
export function longTimeOf(unix: number): string {
  const [year = '', month = '', day = '', clock = ''] = toTimestamp(instantOf(unix)).split(/[-TZ]/);
  const weekday = weekdays[weekdayOf(Math.floor(unix / DAY))] ?? '';
  return `${weekday}, ${day} ${months[Number(month) - 1] ?? ''} ${year} ${clock} +0000`;
}
