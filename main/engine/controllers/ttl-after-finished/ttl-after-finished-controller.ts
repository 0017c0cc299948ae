// Models pkg/controller/ttlafterfinished/ttlafterfinished_controller.go (v1.35): Jobs that ended long enough ago are deleted.
import { type KindMap, keyOf } from '../../api/resources.ts';
import { type Micros, SECOND, fromTimestamp } from '../../kernel/time.ts';
import {
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  again,
  done,
  unlessGone,
} from '../controller.ts';
import { conditionOf, isJobFinished } from '../../kinds/job/job-conditions.ts';

type Job = KindMap['jobs'];

const name = 'ttl-after-finished-controller';

export const ttlAfterFinishedController: ControllerDefinition = {
  name,
  component: name,
  watches: ['jobs'],
  create: (context) => ({
    watches: { jobs: ({ type, object }) => (type !== 'deleted' && needsCleanup(object) ? [keyOf(object)] : []) },
    reconcile: (key) => cleanUp(context, key),
    save: () => undefined,
  }),
};

function needsCleanup(job: Job): boolean {
  return (
    job.spec?.ttlSecondsAfterFinished !== undefined &&
    job.metadata?.deletionTimestamp === undefined &&
    isJobFinished(job)
  );
}

function cleanUp({ caches, kernel, server }: ControllerContext, key: string): Outcome {
  const cached = caches.of('jobs').byKey(key);
  if (!cached || !needsCleanup(cached)) return done;
  const leftUs = untilExpiry(cached, kernel.now);
  if (leftUs > 0) return again(leftUs);
  // The cache may be late: what counts is what the API server has now.
  const { namespace = '', name: jobName = '' } = cached.metadata ?? {};
  const found = server.get('jobs', namespace, jobName);
  if (!found.ok) return unlessGone(found);
  const job = found.object;
  if (!needsCleanup(job) || untilExpiry(job, kernel.now) > 0) return done;
  const deleted = server.delete('jobs', namespace, jobName, {
    actor: name,
    uid: job.metadata?.uid,
    propagationPolicy: 'Foreground',
  });
  return unlessGone(deleted);
}

/** How long the Job is to stay from now; not above 0 when its time is over. */
function untilExpiry({ spec, status }: Job, now: Micros): number {
  const { conditions } = status ?? {};
  const end = ['Complete', 'Failed']
    .map((type) => conditionOf(conditions, type))
    .find((item) => item?.status === 'True');
  const endedAt = fromTimestamp(end?.lastTransitionTime ?? '') ?? now;
  return endedAt + (spec?.ttlSecondsAfterFinished ?? 0) * SECOND - now;
}
