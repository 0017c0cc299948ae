// Texts as Go's packages time, encoding/base64 and fmt word and print them, since people search for them.
import { isJsonObject } from '../kernel/json.ts';

const LAYOUT = '2006-01-02T15:04:05Z07:00';
/** The elements of the layout, in order, and what text fits each. */
const elements: readonly (readonly [element: string, pattern: RegExp, low: number, high: number, unit: string])[] = [
  ['2006', /^\d{4}/, 0, 9999, 'year'],
  ['-', /^-/, 0, 0, ''],
  ['01', /^\d{2}/, 1, 12, 'month'],
  ['-', /^-/, 0, 0, ''],
  ['02', /^\d{2}/, 1, 31, 'day'],
  ['T', /^T/, 0, 0, ''],
  ['15', /^\d{2}/, 0, 23, 'hour'],
  [':', /^:/, 0, 0, ''],
  ['04', /^\d{2}/, 0, 59, 'minute'],
  [':', /^:/, 0, 0, ''],
  ['05', /^\d{2}([.,]\d+)?/, 0, 59, 'second'],
  ['Z07:00', /^(Z|[+-]\d{2}:\d{2})/, 0, 0, ''],
];

/** Why a text is no RFC 3339 time; undefined when it is one. */
export function timeFault(text: string): string | undefined {
  const parsing = `parsing time ${JSON.stringify(text)}`;
  let rest = text;
  for (const [element, pattern, low, high, unit] of elements) {
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) {
      return `${parsing} as "${LAYOUT}": cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(element)}`;
    }
    const value = parseInt(found, 10);
    if (unit !== '' && (value < low || value > high)) return `${parsing}: ${unit} out of range`;
    rest = rest.slice(found.length);
  }
  if (rest !== '') return `${parsing}: extra text: ${JSON.stringify(rest)}`;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return day > daysOf(year, month) ? `${parsing}: day out of range` : undefined;
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Why a text is no base64; undefined when it is. */
export function base64Fault(text: string): string | undefined {
  const digits = /^[A-Za-z0-9+/\r\n]*/.exec(text)?.[0] ?? '';
  const held = digits.replace(/[\r\n]/g, '').length % 4;
  const padding = text.slice(digits.length).replace(/[\r\n]/g, '');
  const wanted = held === 0 ? '' : held === 1 ? undefined : '='.repeat(4 - held);
  if (padding === wanted) return undefined;
  const overlong = wanted !== undefined && padding.startsWith(wanted) && wanted !== '';
  const at = padding === '' ? text.length - held : digits.length + (overlong ? wanted.length : 0);
  return `illegal base64 data at input byte ${String(at)}`;
}

/** A value of JSON as Go's `%v` prints it. */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goValue(value[key])}`);
  return `map[${pairs.join(' ')}]`;
}
