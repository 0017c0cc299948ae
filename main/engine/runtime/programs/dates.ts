// Dates as programs write them, in UTC.
import { EPOCH_SECONDS, type Micros, SECOND, toTimestamp } from '../../kernel/time.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 4;

export function unixSeconds(instant: Micros): number {
  return EPOCH_SECONDS + Math.floor(instant / SECOND);
}

/** An instant in the letters of `strftime`; `%N` are nanoseconds, `%3N` and `%6N` parts of a second so long. */
export function formatDate(instant: Micros, format: string): string {
  // 2026-01-05T08:00:01Z
  const stamp = toTimestamp(instant);
  return format.replace(/%(\d?[A-Za-z]|%)/g, (all, letter: string) => fieldOf(letter, stamp, instant) ?? all);
}

function fieldOf(letter: string, stamp: string, instant: Micros): string | undefined {
  switch (letter) {
    case 'Y':
      return stamp.slice(0, 4);
    case 'y':
      return stamp.slice(2, 4);
    case 'm':
      return stamp.slice(5, 7);
    case 'd':
      return stamp.slice(8, 10);
    case 'e':
      return String(Number(stamp.slice(8, 10))).padStart(2);
    case 'H':
      return stamp.slice(11, 13);
    case 'M':
      return stamp.slice(14, 16);
    case 'S':
      return stamp.slice(17, 19);
    case 'F':
      return stamp.slice(0, 10);
    case 'T':
      return stamp.slice(11, 19);
    case 'R':
      return stamp.slice(11, 16);
    case 'A':
      return DAYS[weekdayOf(instant)];
    case 'a':
      return DAYS[weekdayOf(instant)]?.slice(0, 3);
    case 'B':
      return monthOf(stamp);
    case 'b':
      return monthOf(stamp).slice(0, 3);
    case 's':
      return String(unixSeconds(instant));
    case '3N':
      return fractionOf(instant).slice(0, 3);
    case '6N':
      return fractionOf(instant);
    case 'N':
      return fractionOf(instant).padEnd(9, '0');
    default:
      return FIXED[letter] ?? composedOf(letter, instant);
  }
}

const FIXED: Readonly<Record<string, string>> = { Z: 'UTC', z: '+0000', n: '\n', t: '\t', '%': '%' };

function composedOf(letter: string, instant: Micros): string | undefined {
  const format = { D: '%m/%d/%y', c: '%a %b %e %T %Y' }[letter];
  return format === undefined ? undefined : formatDate(instant, format);
}

const monthOf = (stamp: string) => MONTHS[Number(stamp.slice(5, 7)) - 1] ?? '';
const fractionOf = (instant: Micros) => String(instant % SECOND).padStart(6, '0');

/** The day of the week, 0 for Sunday. */
function weekdayOf(instant: Micros): number {
  const days = Math.floor(unixSeconds(instant) / 86_400);
  return (((days + EPOCH_WEEKDAY) % 7) + 7) % 7;
}
