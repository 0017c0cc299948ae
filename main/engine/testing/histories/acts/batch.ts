// What people do with Jobs and CronJobs.
import type { RandomStream } from '../../../kernel/random.ts';
import { NAMES, NAMESPACES, applied, manifest, merged, request } from '../manifest.ts';
import type { Act } from '../step.ts';
import { endingPod } from '../templates.ts';
import type { Generator } from './generator.ts';

/** What a Job makes of Pods that fail, whose containers may not be started again. */
function failureRules(random: RandomStream): object {
  const action = random.pick(['FailJob', 'Ignore', 'Count']);
  return {
    podFailurePolicy: {
      rules: [
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        { action, onExitCodes: { operator: 'In', values: [1] } },
      ],
    },
  };
}

/** What counts where every index has a Pod of its own. */
function indexRules(random: RandomStream): object {
  return random.pick<object>([
    { backoffLimitPerIndex: random.int(0, 1) },
    { backoffLimitPerIndex: 0, maxFailedIndexes: random.int(0, 1) },
    { successPolicy: { rules: [{ succeededIndexes: '0' }] } },
    { successPolicy: { rules: [{ succeededCount: 1 }] } },
  ]);
}

function jobSpec(random: RandomStream): object {
  const completions = random.int(1, 4);
  const indexed = random.int(0, 2) === 0;
  const { spec } = endingPod(random);
  const rules = {
    ...(random.int(0, 3) === 0 && failureRules(random)),
    ...(indexed && random.int(0, 1) === 0 && indexRules(random)),
  };
  return {
    completions,
    parallelism: random.int(1, 3),
    backoffLimit: random.int(0, 2),
    template: { spec: Object.keys(rules).length > 0 ? { ...spec, restartPolicy: 'Never' } : spec },
    ...rules,
    ...(indexed && { completionMode: 'Indexed' }),
    ...(random.int(0, 5) === 0 && { podReplacementPolicy: 'Failed' }),
    ...(random.int(0, 4) === 0 && { activeDeadlineSeconds: random.int(5, 60) }),
    ...(random.int(0, 4) === 0 && { ttlSecondsAfterFinished: random.int(0, 30) }),
    ...(random.int(0, 9) === 0 && { suspend: true }),
  };
}

function createJob(random: RandomStream): Act {
  const job = manifest('batch/v1', 'Job', { name: random.pick(NAMES) }, { spec: jobSpec(random) });
  return request({ verb: 'create', resource: 'jobs', namespace: random.pick(NAMESPACES), object: job });
}

function changeJob(random: RandomStream): Act {
  const spec = random.pick([{ suspend: true }, { suspend: false }, { parallelism: 0 }, { parallelism: 2 }]);
  return merged({ resource: 'jobs', namespace: random.pick(NAMESPACES), name: random.pick(NAMES) }, { spec });
}

function cronJob(random: RandomStream): Act {
  const spec = {
    schedule: random.pick(['* * * * *', '*/2 * * * *', '0 3 * * *']),
    concurrencyPolicy: random.pick(['Allow', 'Forbid', 'Replace']),
    successfulJobsHistoryLimit: random.int(0, 3),
    failedJobsHistoryLimit: random.int(0, 1),
    suspend: random.int(0, 5) === 0,
    jobTemplate: { spec: { template: endingPod(random), backoffLimit: 1 } },
  };
  return applied(random.pick(NAMESPACES), manifest('batch/v1', 'CronJob', { name: random.pick(NAMES) }, { spec }));
}

export const batch: readonly Generator[] = [
  { weight: 6, creates: true, make: createJob },
  { weight: 2, make: changeJob },
  { weight: 3, creates: true, make: cronJob },
];
