// Models the first half of syncCronJob, and cleanupFinishedJobs, in pkg/controller/cronjob/cronjob_controllerv2.go (v1.35):
// what became of the Jobs that were made. Throws refusals.
import { compareText } from '../../api/order.ts';
import type { KindMap } from '../../api/resources.ts';
import { conditionOf, isJobFinished } from '../../kinds/job/job-conditions.ts';
import { Refusal } from '../refusal.ts';
import type { CronJobBook } from './cron-job-book.ts';

type Job = KindMap['jobs'];

/** Takes note of Jobs that have ended, that are gone and that nobody expected. */
export function followJobs(book: CronJobBook, jobs: readonly Job[]): void {
  for (const job of jobs) follow(book, job);
  const there = new Set(jobs.map(({ metadata }) => metadata?.uid));
  for (const { namespace = '', name = '', uid } of book.active.filter((active) => !there.has(active.uid))) {
    const found = book.context.server.get('jobs', namespace, name);
    if (found.ok) continue;
    if (found.status.code !== 404) throw new Refusal(found.status);
    book.event('Normal', 'MissingJob', `Active job went missing: ${name}`);
    book.active = book.active.filter((active) => active.uid !== uid);
  }
}

/** Deletes the oldest of the Jobs that have ended, as long as there are more than the history may have; one may be refused. */
export function cleanUp(book: CronJobBook, jobs: readonly Job[]): void {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = book.cronJob.spec;
  const finished = jobs.filter(isJobFinished);
  const failed = finished.filter((job) => !isSucceeded(job));
  deleteOldest(book, finished.filter(isSucceeded), successfulJobsHistoryLimit);
  deleteOldest(book, failed, failedJobsHistoryLimit);
}

function follow(book: CronJobBook, job: Job): void {
  const { name = '' } = job.metadata ?? {};
  const isKnown = book.isActive(job);
  const isFinished = isJobFinished(job);
  if (!isKnown && !isFinished) {
    if (book.isActiveByNow(job)) return;
    book.event('Warning', 'UnexpectedJob', `Saw a job that the controller did not create or forgot: ${name}`);
    return;
  }
  if (isKnown && isFinished) {
    book.active = book.active.filter(({ uid }) => uid !== job.metadata?.uid);
    const condition = isSucceeded(job) ? 'Complete' : 'Failed';
    book.event('Normal', 'SawCompletedJob', `Saw completed job: ${name}, condition: ${condition}`);
  }
  if (isSucceeded(job)) noteSuccess(book, job.status?.completionTime ?? '');
}

function noteSuccess(book: CronJobBook, completionTime: string): void {
  const { lastSuccessfulTime = '' } = book.status;
  if (completionTime > lastSuccessfulTime) book.status = { ...book.status, lastSuccessfulTime: completionTime };
}

function deleteOldest(book: CronJobBook, jobs: readonly Job[], limit: number | undefined): void {
  if (limit === undefined) return;
  const sorted = [...jobs].sort(byStart);
  for (const job of sorted.slice(0, Math.max(0, jobs.length - limit))) book.delete(job);
}

const isSucceeded = ({ status }: Job): boolean => conditionOf(status?.conditions, 'Complete')?.status === 'True';

/** Jobs that have not begun come last. */
const byStart = (a: Job, b: Job): number =>
  compareText(a.status?.startTime ?? '~', b.status?.startTime ?? '~') ||
  compareText(a.metadata?.name ?? '', b.metadata?.name ?? '');
