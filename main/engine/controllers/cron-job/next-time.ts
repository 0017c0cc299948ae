// Models SpecSchedule.Next of the cron library that pkg/controller/cronjob (v1.35) uses: when a schedule is due next.
import type { Schedule } from '../../kinds/cron-job/schedule.ts';
import { DAY, HOUR, type LocalTime, MINUTE_SECONDS, localTimeOf } from './calendar.ts';
import { secondsAhead } from './zones.ts';

/** A schedule that is not due within this time never is: 31 February. */
const HORIZON = 5 * 366 * DAY;

/** The first moment after `unix` at which the schedule is due by the clocks of `zone`, in Unix seconds. */
export function nextTime(schedule: Schedule, zone: string, unix: number): number | undefined {
  if (schedule.type === 'every') return unix + schedule.seconds;
  let at = (Math.floor(unix / MINUTE_SECONDS) + 1) * MINUTE_SECONDS;
  while (at < unix + HORIZON) {
    const seconds = at + secondsAhead(zone, at);
    const local = localTimeOf(seconds);
    if (!fitsDay(schedule, local)) at = nextDay(at, zone);
    else if (!schedule.hours.includes(local.hour)) at += HOUR - (seconds % HOUR);
    else if (!schedule.minutes.includes(local.minute)) at += MINUTE_SECONDS;
    else return at;
  }
  return undefined;
}

type Calendar = Extract<Schedule, { type: 'calendar' }>;

function fitsDay({ months, daysOfMonth, daysOfWeek, bothDays }: Calendar, { month, day, weekday }: LocalTime): boolean {
  if (!months.includes(month)) return false;
  const ofMonth = daysOfMonth.includes(day);
  const ofWeek = daysOfWeek.includes(weekday);
  return bothDays ? ofMonth && ofWeek : ofMonth || ofWeek;
}

/** The beginning of the next day by the clocks of the zone, which may have been changed on the way. */
function nextDay(at: number, zone: string): number {
  const seconds = at + secondsAhead(zone, at);
  const next = at + DAY - (seconds % DAY);
  const shown = (next + secondsAhead(zone, next)) % DAY;
  if (shown === 0) return next;
  return shown > DAY / 2 ? next + DAY - shown : next;
}
