// Models getJobFromTemplate2 in pkg/controller/cronjob/utils.go (v1.35): the Job that a CronJob makes for one time.
import type { ObjectReference } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { controllerReference } from '../owners.ts';
import { HOUR, MINUTE_SECONDS, instantOf } from './calendar.ts';
import { secondsAhead } from './zones.ts';

type CronJob = KindMap['cronjobs'];
type Job = KindMap['jobs'];

const TIME_ANNOTATION = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** The name tells the minute, so that no Job is made twice for one time. */
export const jobNameAt = ({ metadata }: CronJob, unix: number): string =>
  `${metadata?.name ?? ''}-${String(Math.floor(unix / MINUTE_SECONDS))}`;

export function scheduledJob(cronJob: CronJob, zone: string, unix: number): Job {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobNameAt(cronJob, unix),
      namespace: cronJob.metadata?.namespace,
      labels: metadata?.labels,
      annotations: { ...metadata?.annotations, [TIME_ANNOTATION]: timeIn(zone, unix) },
      ownerReferences: [controllerReference(cronJob)],
    },
    spec: spec ?? { template: {} },
  };
}

/** How a CronJob's status names a Job that runs. */
export function referenceTo({ metadata }: Job): ObjectReference {
  const { namespace, name, uid, resourceVersion } = metadata ?? {};
  return { apiVersion: 'batch/v1', kind: 'Job', namespace, name, uid, resourceVersion };
}

/** RFC 3339 by the clocks of the zone. */
function timeIn(zone: string, unix: number): string {
  const ahead = secondsAhead(zone, unix);
  if (ahead === 0) return toTimestamp(instantOf(unix));
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = `${two(Math.abs(ahead) / HOUR)}:${two((Math.abs(ahead) % HOUR) / MINUTE_SECONDS)}`;
  return toTimestamp(instantOf(unix + ahead)).replace('Z', (ahead < 0 ? '-' : '+') + clock);
}
