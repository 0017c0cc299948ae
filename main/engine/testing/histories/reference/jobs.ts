// Jobs go on until they are complete or failed, and count their Pods right.
import type { Job, Pod } from '../../../api/generated/types.ts';
import { type Micros, SECOND, fromTimestamp } from '../../../kernel/time.ts';
import { type Fault, fault } from '../fault.ts';
import { isActive } from '../pod-facts.ts';
import { refusedOwners } from '../refused.ts';
import { type World, byController, isGoing, nameOf } from '../world.ts';
import { indexesOf } from './index-list.ts';

export function jobs(world: World): readonly Fault[] {
  const podsOf = byController(world.all('pods'));
  const isRefused = refusedOwners(world);
  return world
    .all('jobs')
    .filter((job) => !isGoing(job))
    .flatMap((job) => [
      ...judgeEnd(job, world.now),
      ...judge(job, podsOf(job), isRefused(job) || isBackingOff(podsOf(job), world.now)),
    ]);
}

/** Whether a Job that has ended has done all it has to, and goes when its time is over. */
function judgeEnd(job: Job, now: Micros): readonly Fault[] {
  const { spec, status } = job;
  const counted = [status?.uncountedTerminatedPods?.succeeded, status?.uncountedTerminatedPods?.failed].flat();
  const wrong = (about: string) => fault('job', `${nameOf(job)} ${about}`);
  const end = status?.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed')?.lastTransitionTime;
  const ended = fromTimestamp(end ?? '');
  const lifeUs = (spec?.ttlSecondsAfterFinished ?? Infinity) * SECOND;
  return [
    ...(counted.some((uid) => uid !== undefined) ? [wrong('has Pods that it has not counted')] : []),
    ...(ended !== undefined && now - ended > lifeUs + LATE_US ? [wrong('outlives its time')] : []),
  ];
}

function judge(job: Job, pods: readonly Pod[], mayLack: boolean): readonly Fault[] {
  const wrong = (about: string) => fault('job', `${nameOf(job)} ${about}`);
  const { spec, status } = job;
  const is = (type: string) => status?.conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
  const active = pods.filter(isActive).length;
  const faults: Fault[] = [];
  if ((status?.active ?? 0) !== active)
    faults.push(wrong(`says ${String(status?.active ?? 0)} active of ${String(active)}`));
  if (is('Complete') && is('Failed')) faults.push(wrong('is complete and failed'));
  if (is('Complete') || is('Failed')) {
    if (active > 0) faults.push(wrong(`is over with ${String(active)} active Pods`));
    const kept = pods.filter(({ metadata }) => metadata?.finalizers?.includes('batch.kubernetes.io/job-tracking'));
    if (kept.length > 0) faults.push(wrong(`is over and holds ${String(kept.length)} Pods`));
  }
  const good = pods.filter((pod) => pod.status?.phase === 'Succeeded' && !allWentWell(pod));
  if (good.length > 0) faults.push(wrong(`has a Pod that succeeded with a failure: ${good.map(nameOf).join()}`));
  // Indexes that have failed for good are not tried again.
  const wanted = (spec?.completions ?? 1) - indexesOf(status?.failedIndexes).length;
  if (is('Complete') && !spec?.successPolicy && (status?.succeeded ?? 0) < wanted)
    faults.push(wrong('is complete with too few successes'));
  if (is('Complete') || is('Failed') || spec?.suspend)
    return spec?.suspend && active > 0 ? [...faults, wrong('is suspended and runs')] : faults;
  const left = Math.min(spec?.parallelism ?? 1, wanted - (status?.succeeded ?? 0));
  const isEnding = is('FailureTarget') || is('SuccessCriteriaMet');
  if (active < left && !mayLack && !(isEnding && pods.length > 0))
    faults.push(wrong(`runs ${String(active)} Pods of ${String(left)}`));
  return faults;
}

const allWentWell = ({ status }: Pod): boolean =>
  (status?.containerStatuses ?? []).every(({ state }) => (state?.terminated?.exitCode ?? 0) === 0);

/** Whether the next Pod waits because the ones before have failed. */
function isBackingOff(pods: readonly Pod[], now: Micros): boolean {
  const failed = pods.filter(({ status }) => status?.phase === 'Failed');
  if (failed.length === 0) return false;
  const ends = failed.flatMap(({ status }) =>
    (status?.containerStatuses ?? []).map(({ state }) => state?.terminated?.finishedAt ?? ''),
  );
  const lastEnd = Math.max(0, ...ends.map((end) => fromTimestamp(end) ?? 0));
  return now - lastEnd < Math.min(BACK_OFF_US * 2 ** (failed.length - 1), BACK_OFF_MAX_US) + LATE_US;
}

const BACK_OFF_US = 10 * SECOND;
const BACK_OFF_MAX_US = 600 * SECOND;
/** Ends are told in whole seconds, and controllers take their time. */
const LATE_US = 3 * SECOND;
