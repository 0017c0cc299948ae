import { expect, test } from 'vitest';
import { fromTimestamp, toTimestamp } from '../../kernel/time.ts';
import { parseSchedule } from '../../kinds/cron-job/schedule.ts';
import { instantOf, unixOf } from './calendar.ts';
import { nextTime } from './next-time.ts';

/** The times that follow `from`. */
function times(text: string, from: string, { zone = 'UTC', count = 1 } = {}): string[] {
  const parsed = parseSchedule(text);
  if (!parsed.ok) throw new Error(parsed.fault);
  const found: string[] = [];
  let at: number | undefined = unixOf(fromTimestamp(from)!);
  while (found.length < count) {
    at = nextTime(parsed.schedule, zone, at);
    if (at === undefined) break;
    found.push(toTimestamp(instantOf(at)));
  }
  return found;
}

test('the next minute, hour, day, month and year are found', () => {
  const from = '2026-01-05T08:00:30Z';
  expect(times('* * * * *', from)).toEqual(['2026-01-05T08:01:00Z']);
  expect(times('*/20 9 * * *', from, { count: 4 })).toEqual([
    '2026-01-05T09:00:00Z',
    '2026-01-05T09:20:00Z',
    '2026-01-05T09:40:00Z',
    '2026-01-06T09:00:00Z',
  ]);
  expect(times('0 0 29 2 *', from)).toEqual(['2028-02-29T00:00:00Z']);
  expect(times('@weekly', from)).toEqual(['2026-01-11T00:00:00Z']);
  expect(times('@every 90s', from)).toEqual(['2026-01-05T08:02:00Z']);
});

test('a day fits one of two lists of days, or both where one is a star', () => {
  expect(times('0 0 13 * 5', '2026-01-05T00:00:00Z', { count: 2 })).toEqual([
    '2026-01-09T00:00:00Z',
    '2026-01-13T00:00:00Z',
  ]);
  expect(times('0 0 */1 * 5', '2026-01-05T00:00:00Z')).toEqual(['2026-01-09T00:00:00Z']);
});

test('what never comes is not found', () => {
  expect(times('0 0 31 2 *', '2026-01-05T00:00:00Z')).toEqual([]);
});

test('time zones are ahead, behind and between the hours', () => {
  const from = '2026-01-05T00:00:00Z';
  expect(times('0 9 * * *', from, { zone: 'Asia/Tokyo' })).toEqual(['2026-01-06T00:00:00Z']);
  expect(times('0 9 * * *', from, { zone: 'Asia/Kolkata' })).toEqual(['2026-01-05T03:30:00Z']);
  expect(times('0 9 * * *', from, { zone: 'America/New_York' })).toEqual(['2026-01-05T14:00:00Z']);
  expect(times('0 9 * * *', from, { zone: 'Etc/GMT-3' })).toEqual(['2026-01-05T06:00:00Z']);
});

test('clocks are set forward and back', () => {
  const berlin = { zone: 'Europe/Berlin', count: 2 };
  expect(times('0 9 * * *', '2026-03-28T00:00:00Z', berlin)).toEqual(['2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z']);
  // There is no half past two in that night, and there are two in October.
  expect(times('30 2 * * *', '2026-03-28T12:00:00Z', berlin)).toEqual(['2026-03-30T00:30:00Z', '2026-03-31T00:30:00Z']);
  expect(times('30 2 * * *', '2026-10-24T12:00:00Z', berlin)).toEqual(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']);
  const sydney = { zone: 'Australia/Sydney', count: 1 };
  expect(times('0 9 * * *', '2026-01-05T00:00:00Z', sydney)).toEqual(['2026-01-05T22:00:00Z']);
  expect(times('0 9 * * *', '2026-07-05T00:00:00Z', sydney)).toEqual(['2026-07-05T23:00:00Z']);
  const newYork = { zone: 'America/New_York', count: 2 };
  expect(times('0 9 * * *', '2026-11-01T00:00:00Z', newYork)).toEqual(['2026-11-01T14:00:00Z', '2026-11-02T14:00:00Z']);
});
