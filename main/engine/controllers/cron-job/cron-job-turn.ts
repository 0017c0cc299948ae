// Models syncCronJob in pkg/controller/cronjob/cronjob_controllerv2.go (v1.35): one turn of a CronJob. Throws refusals.
import type { KindMap } from '../../api/resources.ts';
import { SECOND } from '../../kernel/time.ts';
import { parseSchedule } from '../../kinds/cron-job/schedule.ts';
import { type Outcome, again, done } from '../controller.ts';
import { untilRefused } from '../refusal.ts';
import { instantOf } from './calendar.ts';
import type { CronJobBook } from './cron-job-book.ts';
import { nextLook } from './due.ts';
import { cleanUp, followJobs } from './follow-jobs.ts';
import { startDue } from './start-job.ts';

/** Added to every wait, so that the clock has surely got there. */
const PADDING_US = SECOND / 10;

export function turnCronJob(book: CronJobBook, jobs: readonly KindMap['jobs'][]): Outcome {
  cleanUp(book, jobs);
  const outcome = untilRefused(() => {
    followJobs(book, jobs);
    return act(book);
  });
  // What was found out before a refusal is kept.
  book.write();
  return outcome;
}

function act(book: CronJobBook): Outcome {
  const { metadata, spec } = book.cronJob;
  if (metadata?.deletionTimestamp !== undefined || spec.suspend) return done;
  const parsed = parseSchedule(spec.schedule);
  if (!parsed.ok) {
    const message = `unparseable schedule: ${JSON.stringify(spec.schedule)} : ${parsed.fault}`;
    book.event('Warning', 'UnparseableSchedule', message);
    return done;
  }
  const timetable = { schedule: parsed.schedule, zone: spec.timeZone ?? 'UTC' };
  startDue(book, timetable);
  const next = nextLook({ ...book.cronJob, status: book.status }, timetable, book.now);
  return next === undefined ? done : again(instantOf(next) - book.context.kernel.now + PADDING_US);
}
