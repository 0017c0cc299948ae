// Models groupPods in pkg/controller/podautoscaler/replica_calculator.go (v1.35): of which Pods the measured use counts.
import type { KindMap } from '../../api/resources.ts';
import { MINUTE, type Micros, SECOND, after, fromTimestamp } from '../../kernel/time.ts';
import { METRICS_WINDOW_US } from '../../api/meter.ts';
import type { PodUsage } from '../pod-metrics.ts';

type Pod = KindMap['pods'];

export interface PodGroups {
  readonly counted: readonly Pod[];
  readonly unready: readonly Pod[];
  /** Nothing is known of what they use. */
  readonly missing: readonly Pod[];
}

/** While a Pod starts, its use of CPU says nothing. */
const INITIALIZATION_US = 5 * MINUTE;
/** How late a Pod may become ready for the first time after its start. */
const FIRST_READINESS_US = 30 * SECOND;

export function groupPods(
  pods: readonly Pod[],
  usageOf: (pod: Pod) => PodUsage | undefined,
  resource: string,
  now: Micros,
): PodGroups {
  const groups = { counted: [] as Pod[], unready: [] as Pod[], missing: [] as Pod[] };
  for (const pod of pods) {
    const { phase } = pod.status ?? {};
    if (pod.metadata?.deletionTimestamp !== undefined || phase === 'Failed') continue;
    const usage = usageOf(pod);
    if (phase === 'Pending') groups.unready.push(pod);
    else if (!usage) groups.missing.push(pod);
    else if (resource === 'cpu' && isStarting(pod, usage, now)) groups.unready.push(pod);
    else groups.counted.push(pod);
  }
  return groups;
}

function isStarting({ status }: Pod, usage: PodUsage, now: Micros): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const began = fromTimestamp(status?.startTime ?? '');
  const turned = fromTimestamp(ready?.lastTransitionTime ?? '');
  if (!ready || began === undefined || turned === undefined) return true;
  const isUnready = ready.status === 'False';
  if (after(began, INITIALIZATION_US) > now) return isUnready || usage.at < after(turned, METRICS_WINDOW_US);
  return isUnready && after(began, FIRST_READINESS_US) > turned;
}
