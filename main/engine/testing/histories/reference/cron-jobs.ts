// CronJobs start Jobs when they are due, know the active ones, and keep no more of the finished than they should.
import type { CronJob, Job } from '../../../api/generated/types.ts';
import { MINUTE, SECOND, fromTimestamp } from '../../../kernel/time.ts';
import { type Fault, fault } from '../fault.ts';
import { refusedOwners } from '../refused.ts';
import { type World, byController, isGoing, nameOf, uidOf } from '../world.ts';

const LATE_US = 2 * MINUTE + 10 * SECOND;

export function cronJobs(world: World): readonly Fault[] {
  const jobsOf = byController(world.all('jobs'));
  const isRefused = refusedOwners(world);
  return world
    .all('cronjobs')
    .filter((cron) => !isGoing(cron))
    .flatMap((cron) => judge(cron, jobsOf(cron), world, isRefused(cron)));
}

function judge(cron: CronJob, jobs: readonly Job[], { now }: World, isRefused: boolean): readonly Fault[] {
  const wrong = (about: string) => fault('cron-job', `${nameOf(cron)} ${about}`);
  const { spec, status, metadata } = cron;
  const ended = (type: string) =>
    jobs.filter(
      (job) => !isGoing(job) && job.status?.conditions?.some((one) => one.type === type && one.status === 'True'),
    );
  const faults: Fault[] = [];
  const [good, bad] = [ended('Complete').length, ended('Failed').length];
  if (good > (spec.successfulJobsHistoryLimit ?? 3)) faults.push(wrong(`keeps ${String(good)} complete Jobs`));
  if (bad > (spec.failedJobsHistoryLimit ?? 1)) faults.push(wrong(`keeps ${String(bad)} failed Jobs`));
  const known = new Set(jobs.map(uidOf));
  for (const { uid = '', name = '' } of status?.active ?? []) {
    if (!known.has(uid)) faults.push(wrong(`says Job ${name} is active`));
  }
  const last = fromTimestamp(status?.lastScheduleTime ?? metadata?.creationTimestamp ?? '') ?? now;
  const isBusy = spec.concurrencyPolicy === 'Forbid' && (status?.active ?? []).length > 0;
  const mayWait = spec.suspend === true || spec.schedule === '0 3 * * *' || isBusy;
  if (!mayWait && !isRefused && now - last > LATE_US) faults.push(wrong('is late'));
  return faults;
}
