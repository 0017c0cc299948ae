// Jobs go on until they are complete or failed, and count their Pods right.
import type { Job, Pod } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { isActive } from '../pod-facts.ts';
import { refusedOwners } from '../refused.ts';
import { type World, byController, isGoing, nameOf } from '../world.ts';

export function jobs(world: World): readonly Fault[] {
  const podsOf = byController(world.all('pods'));
  const isRefused = refusedOwners(world);
  return world
    .all('jobs')
    .filter((job) => !isGoing(job))
    .flatMap((job) => judge(job, podsOf(job), isRefused(job)));
}

function judge(job: Job, pods: readonly Pod[], isRefused: boolean): readonly Fault[] {
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
  const wanted = spec?.completions ?? 1;
  if (is('Complete') && (status?.succeeded ?? 0) < wanted) faults.push(wrong('is complete with too few successes'));
  if (is('Complete') || is('Failed') || spec?.suspend)
    return spec?.suspend && active > 0 ? [...faults, wrong('is suspended and runs')] : faults;
  const left = Math.min(spec?.parallelism ?? 1, wanted - (status?.succeeded ?? 0));
  const isEnding = is('FailureTarget') || is('SuccessCriteriaMet');
  if (active < left && !isRefused && !(isEnding && pods.length > 0))
    faults.push(wrong(`runs ${String(active)} Pods of ${String(left)}`));
  return faults;
}

const allWentWell = ({ status }: Pod): boolean =>
  (status?.containerStatuses ?? []).every(({ state }) => (state?.terminated?.exitCode ?? 0) === 0);
