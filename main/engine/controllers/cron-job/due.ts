// Models mostRecentScheduleTime and its users in pkg/controller/cronjob/utils.go (v1.35). All times are Unix seconds.
import type { KindMap } from '../../api/resources.ts';
import { fromTimestamp } from '../../kernel/time.ts';
import type { Schedule } from '../../kinds/cron-job/schedule.ts';
import { unixOf } from './calendar.ts';
import { nextTime } from './next-time.ts';

type CronJob = KindMap['cronjobs'];

export interface Timetable {
  readonly schedule: Schedule;
  /** Name of the time zone. */
  readonly zone: string;
}

export type Due =
  | {
      readonly type: 'known';
      /** From when on the schedule was looked at. */
      readonly since: number;
      /** The last time that has come and was not acted on. */
      readonly last: number | undefined;
      /** Times that have come and were not acted on, roughly. */
      readonly missed: number;
    }
  /** The schedule never comes. */
  | { readonly type: 'never' };

/** More missed times than that are worth a warning. */
export const MANY = 100;

/** What is due now; with `withinDeadline` no further back than a Job may still be started. */
export function dueAt(cronJob: CronJob, timetable: Timetable, now: number, withinDeadline: boolean): Due {
  const since = sinceWhen(cronJob, now, withinDeadline);
  const first = nextAfter(timetable, since);
  const second = first === undefined ? undefined : nextAfter(timetable, first);
  if (first === undefined || second === undefined) return { type: 'never' };
  if (now < first) return { type: 'known', since, last: undefined, missed: 0 };
  if (now < second) return { type: 'known', since, last: first, missed: 0 };
  const interval = second - first;
  const missed = Math.floor((now - first) / interval) + 1;
  // Far from the beginning the times are found from the last but one, since they need not be regular.
  const last = lastBefore(timetable, first + (missed - 2) * interval, now);
  return { type: 'known', since, last, missed };
}

/** When the schedule is to be looked at again. */
export function nextLook(cronJob: CronJob, timetable: Timetable, now: number): number | undefined {
  const due = dueAt(cronJob, timetable, now, false);
  if (due.type === 'never') return nextAfter(timetable, now);
  return nextAfter(timetable, due.last ?? (due.missed === 0 ? due.since : now));
}

const nextAfter = ({ schedule, zone }: Timetable, unix: number): number | undefined => nextTime(schedule, zone, unix);

function lastBefore(timetable: Timetable, from: number, now: number): number | undefined {
  let last: number | undefined;
  let next = nextAfter(timetable, from);
  while (next !== undefined && next <= now) {
    last = next;
    next = nextAfter(timetable, next);
  }
  return last;
}

function sinceWhen({ metadata, spec, status }: CronJob, now: number, withinDeadline: boolean): number {
  const began = fromTimestamp(status?.lastScheduleTime ?? metadata?.creationTimestamp ?? '');
  const since = began === undefined ? now : unixOf(began);
  const deadline = spec.startingDeadlineSeconds;
  return withinDeadline && deadline !== undefined ? Math.max(since, now - deadline) : since;
}
