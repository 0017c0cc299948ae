// Models the second half of syncCronJob in pkg/controller/cronjob/cronjob_controllerv2.go (v1.35): the Job that is due.
// Throws refusals.
import type { KindMap } from '../../api/resources.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { controllerOf } from '../owners.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { Refusal, written } from '../refusal.ts';
import { instantOf, longTimeOf } from './calendar.ts';
import { CRON_JOB_CONTROLLER, type CronJobBook } from './cron-job-book.ts';
import { MANY, type Timetable, dueAt } from './due.ts';
import { jobNameAt, referenceTo, scheduledJob } from './scheduled-job.ts';

type Job = KindMap['jobs'];

/** Makes the Job that is due, unless there is none, it was made already or its policies forbid it. */
export function startDue(book: CronJobBook, timetable: Timetable): void {
  const unix = lastDue(book, timetable);
  if (unix === undefined || !mayStart(book, unix)) return;
  if (book.cronJob.spec.concurrencyPolicy === 'Replace') endActive(book);
  const job = create(book, scheduledJob(book.cronJob, timetable.zone, unix));
  if (!job) return;
  book.active = [...book.active, referenceTo(job)];
  book.status = { ...book.status, lastScheduleTime: toTimestamp(instantOf(unix)) };
}

/** The last time that has come and was not acted on, in Unix seconds. */
function lastDue(book: CronJobBook, timetable: Timetable): number | undefined {
  const due = dueAt(book.cronJob, timetable, book.now, true);
  if (due.type === 'never') {
    const fault = 'time difference between two schedules is less than 1 second';
    book.event('Warning', 'InvalidSchedule', `invalid schedule: ${book.cronJob.spec.schedule} : ${fault}`);
    return undefined;
  }
  if (due.last !== undefined && due.missed > MANY) {
    const advice = 'Set or decrease .spec.startingDeadlineSeconds or check clock skew';
    book.event('Warning', 'TooManyMissedTimes', `too many missed start times. ${advice}`);
  }
  return due.last;
}

function mayStart(book: CronJobBook, unix: number): boolean {
  const { startingDeadlineSeconds, concurrencyPolicy } = book.cronJob.spec;
  if (startingDeadlineSeconds !== undefined && unix + startingDeadlineSeconds < book.now) {
    book.event('Warning', 'MissSchedule', `Missed scheduled time to start a job: ${longTimeOf(unix)}`);
    return false;
  }
  const name = jobNameAt(book.cronJob, unix);
  if (book.status.lastScheduleTime === toTimestamp(instantOf(unix))) return false;
  if (book.active.some((job) => job.name === name)) return false;
  if (concurrencyPolicy !== 'Forbid' || book.active.length === 0) return true;
  const why = 'Not starting job because prior execution is running and concurrency policy is Forbid';
  book.event('Normal', 'JobAlreadyActive', why);
  return false;
}

function endActive(book: CronJobBook): void {
  for (const { namespace = '', name = '' } of [...book.active]) {
    const found = book.context.server.get('jobs', namespace, name);
    if (!found.ok) {
      book.event('Warning', 'FailedGet', `Get job: ${found.status.message}`);
      throw new Refusal(found.status);
    }
    const refused = book.delete(found.object);
    if (refused) throw new Refusal(refused);
  }
}

/** The Job as it was made, now or before; undefined when another owner has one of this name. */
function create(book: CronJobBook, planned: Job): Job | undefined {
  const { server } = book.context;
  const created = server.create('jobs', planned, { actor: CRON_JOB_CONTROLLER });
  if (created.ok) {
    book.event('Normal', 'SuccessfulCreate', `Created job ${created.object.metadata?.name ?? ''}`);
    return created.object;
  }
  if (isNamespaceEnding(created.status)) throw new Refusal(created.status);
  if (created.status.reason !== 'AlreadyExists') {
    book.event('Warning', 'FailedCreate', `Error creating job: ${created.status.message}`);
    throw new Refusal(created.status);
  }
  const { namespace = '', name = '' } = planned.metadata ?? {};
  const present = written(server.get('jobs', namespace, name));
  return controllerOf(present)?.uid === book.cronJob.metadata?.uid && !book.isActive(present) ? present : undefined;
}
