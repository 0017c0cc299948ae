// Models ParseStandard of the cron library that pkg/apis/batch/validation/validation.go (v1.35) uses: schedules of five
// fields, or descriptors such as `@daily`.
import { parseDuration } from '../../kernel/go-duration.ts';
import { SECOND } from '../../kernel/time.ts';

/** The values that a field of a schedule allows, ascending. */
export type Allowed = readonly number[];

export type Schedule =
  | {
      readonly type: 'calendar';
      readonly minutes: Allowed;
      readonly hours: Allowed;
      readonly daysOfMonth: Allowed;
      readonly months: Allowed;
      /** 0 is Sunday. */
      readonly daysOfWeek: Allowed;
      /** Whether a day must fit both lists of days; otherwise one of them is enough. */
      readonly bothDays: boolean;
    }
  | { readonly type: 'every'; readonly seconds: number };

export type ParsedSchedule =
  { readonly ok: true; readonly schedule: Schedule } | { readonly ok: false; readonly fault: string };

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const minuteBounds: Bounds = { min: 0, max: 59 };
const hourBounds: Bounds = { min: 0, max: 23 };
const dayBounds: Bounds = { min: 1, max: 31 };
const monthBounds: Bounds = {
  min: 1,
  max: 12,
  names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const weekdayBounds: Bounds = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };
const fieldBounds = [minuteBounds, hourBounds, dayBounds, monthBounds, weekdayBounds];
const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

class Malformed extends Error {}

/** A schedule, or what the API says is wrong with it. */
export function parseSchedule(text: string): ParsedSchedule {
  try {
    return { ok: true, schedule: parse(text) };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, fault: error.message };
    throw error;
  }
}

function parse(text: string): Schedule {
  if (text === '') throw new Malformed('empty spec string');
  const spec = text.replace(/^(CRON_)?TZ=\S*\s+/, '').trim();
  if (spec.startsWith('@')) return parseDescriptor(spec);
  const fields = spec.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== fieldBounds.length) {
    throw new Malformed(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const [minutes = [], hours = [], daysOfMonth = [], months = [], daysOfWeek = []] = fields.map((field, index) =>
    parseField(field, fieldBounds[index] ?? minuteBounds),
  );
  const bothDays = [fields[2], fields[4]].some((field) => field?.split(',').some((part) => /^[*?](\/1)?$/.test(part)));
  return { type: 'calendar', minutes, hours, daysOfMonth, months, daysOfWeek, bothDays };
}

function parseDescriptor(text: string): Schedule {
  const equivalent = descriptors[text];
  if (equivalent !== undefined) return parse(equivalent);
  if (!text.startsWith('@every ')) throw new Malformed(`unrecognized descriptor: ${text}`);
  return { type: 'every', seconds: secondsOf(text, text.slice('@every '.length)) };
}

/** At least a second, without fractions of one. */
function secondsOf(descriptor: string, text: string): number {
  const duration = parseDuration(text);
  if (typeof duration !== 'number') throw new Malformed(`failed to parse duration ${descriptor}: ${duration.fault}`);
  return Math.max(1, Math.floor(duration / SECOND));
}

function parseField(field: string, bounds: Bounds): Allowed {
  const values = new Set<number>();
  for (const part of field.split(',').filter((text) => text !== '')) {
    for (const value of parseRange(part, bounds)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** `3`, `3-7`, `3-7/2`, `3/2` or `*`. */
function parseRange(text: string, bounds: Bounds): number[] {
  const [range = '', stepText, ...moreSteps] = text.split('/');
  const [low = '', high, ...moreEnds] = range.split('-');
  let [start, end] = [bounds.min, bounds.max];
  if (low !== '*' && low !== '?') {
    start = parseValue(low, bounds);
    if (moreEnds.length > 0) throw new Malformed(`too many hyphens: ${text}`);
    end = high === undefined ? start : parseValue(high, bounds);
    if (stepText !== undefined && high === undefined) end = bounds.max;
  }
  if (moreSteps.length > 0) throw new Malformed(`too many slashes: ${text}`);
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  checkRange(text, { start, end, step }, bounds);
  const values: number[] = [];
  for (let value = start; value <= end; value += step) values.push(value);
  return values;
}

function checkRange(text: string, range: { start: number; end: number; step: number }, { min, max }: Bounds): void {
  const { start, end, step } = range;
  if (start < min) throw new Malformed(`beginning of range (${start}) below minimum (${min}): ${text}`);
  if (end > max) throw new Malformed(`end of range (${end}) above maximum (${max}): ${text}`);
  if (start > end) throw new Malformed(`beginning of range (${start}) beyond end of range (${end}): ${text}`);
  if (step === 0) throw new Malformed(`step of range should be a positive number: ${text}`);
}

function parseValue(text: string, { names = [] }: Bounds): number {
  const index = text === '' ? -1 : names.indexOf(text.toLowerCase());
  return index < 0 ? parseNumber(text) : index;
}

function parseNumber(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new Malformed(
      `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  const number = Number(text);
  if (number < 0) throw new Malformed(`negative number (${number}) not allowed: ${text}`);
  return number;
}
