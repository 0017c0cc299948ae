import { expect, test } from 'vitest';
import { START } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { cronJobKind } from './definition.ts';
import { parseSchedule } from './schedule.ts';

const manifest = (rest: string, name = 'bell') => `
apiVersion: batch/v1
kind: CronJob
metadata: {name: ${name}}
spec:
  ${rest}
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: ring, image: "bell:1"}]}}}}
`;

test('is completed, its Jobs are not', () => {
  const server = new KindsServer();
  server.apply(manifest('schedule: "@hourly"'));
  const { spec } = server.get('cronjobs', 'bell');
  expect(spec).toMatchObject({ concurrencyPolicy: 'Allow', suspend: false, failedJobsHistoryLimit: 1 });
  expect(spec.jobTemplate.spec?.backoffLimit).toBeUndefined();
  const text = cronJobKind.describe(server.get('cronjobs', 'bell'), printContext(START));
  expect(text).toContain('Schedule:                      @hourly\n');
  expect(text).toContain('Last Schedule Time:  <unset>\n');
});

test.each([
  ['schedule: "* * * *"', 'spec.schedule: Invalid value: "* * * *": expected exactly 5 fields, found 4: [* * * *]'],
  ['schedule: ""', 'spec.schedule: Required value'],
  [
    'schedule: "TZ=UTC 0 * * * *"',
    'spec.schedule: Invalid value: "TZ=UTC 0 * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
  ],
  [
    'schedule: "0 * * * *"\n  timeZone: Moon/Sea',
    'spec.timeZone: Invalid value: "Moon/Sea": unknown time zone Moon/Sea',
  ],
])('%s is refused', (rest, message) => {
  expect(new KindsServer().refusal(manifest(rest))).toBe(`CronJob.batch "bell" is invalid: ${message}`);
});

test('a name leaves room for the minute', () => {
  const refusal = new KindsServer().refusal(manifest('schedule: "0 * * * *"', 'b'.repeat(53)));
  expect(refusal).toContain('metadata.name: Invalid value:');
  expect(refusal).toContain('must be no more than 52 characters');
});

test('fields of a schedule are lists of values', () => {
  const parsed = parseSchedule('*/20 9-17/4 1,15 jan-mar sun');
  expect(parsed).toEqual({
    ok: true,
    schedule: {
      type: 'calendar',
      minutes: [0, 20, 40],
      hours: [9, 13, 17],
      daysOfMonth: [1, 15],
      months: [1, 2, 3],
      daysOfWeek: [0],
      bothDays: false,
    },
  });
  expect(parseSchedule('@every 1h30m')).toEqual({ ok: true, schedule: { type: 'every', seconds: 5400 } });
});

test.each([
  ['61 * * * *', 'end of range (61) above maximum (59): 61'],
  ['5-3 * * * *', 'beginning of range (5) beyond end of range (3): 5-3'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['@sometimes', 'unrecognized descriptor: @sometimes'],
])('schedule %s', (text, fault) => {
  expect(parseSchedule(text)).toEqual({ ok: false, fault });
});
