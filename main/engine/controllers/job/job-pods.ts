// Models the helpers of pkg/controller/job (v1.35) that look at a Job's Pods.
import type { ContainerStatus } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { type Micros, SECOND, fromTimestamp } from '../../kernel/time.ts';
import { isSidecar } from '../../kinds/pod/requests.ts';
import { annotatedNumber } from '../annotated-number.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];

/** Held by Pods until the Job has counted them. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';
export const INDEX_KEY = 'batch.kubernetes.io/job-completion-index';
export const FAILURES_KEY = 'batch.kubernetes.io/job-index-failure-count';
export const IGNORED_FAILURES_KEY = 'batch.kubernetes.io/job-index-ignored-failure-count';

export const uidOf = ({ metadata }: Pod): string => metadata?.uid ?? '';
export const isIndexed = ({ spec }: Job): boolean => spec?.completionMode === 'Indexed';
export const isSuspended = ({ spec }: Job): boolean => spec?.suspend === true;
export const hasLimitPerIndex = ({ spec }: Job): boolean => spec?.backoffLimitPerIndex !== undefined;
/** Whether a Pod is replaced only when it has ended, not as soon as it is being deleted. */
export const replacesFailedOnly = ({ spec }: Job): boolean => spec?.podReplacementPolicy === 'Failed';
export const isTracked = ({ metadata }: Pod): boolean => metadata?.finalizers?.includes(TRACKING_FINALIZER) ?? false;

/** Whether a Pod counts as a failure of its Job. */
export function isPodFailed(pod: Pod, job: Job): boolean {
  if (pod.status?.phase === 'Failed') return true;
  if (replacesFailedOnly(job)) return false;
  return pod.metadata?.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded';
}

/** The index of a Pod of an indexed Job; undefined where it has none that the Job knows. */
export function completionIndex(pod: Pod, job: Job): number | undefined {
  const index = annotatedNumber(pod, INDEX_KEY);
  return index === undefined || index >= (job.spec?.completions ?? 0) ? undefined : index;
}

/** Failures of a Pod's index before this one, those that the policy ignores among them. */
export const failuresBefore = (pod: Pod): number =>
  (annotatedNumber(pod, FAILURES_KEY) ?? 0) + (annotatedNumber(pod, IGNORED_FAILURES_KEY) ?? 0);

/** When a Pod ended, as well as that can be told. */
export function finishedAt(pod: Pod): Micros {
  const { metadata, status } = pod;
  const unready = status?.conditions?.find(({ type }) => type === 'Ready');
  return (
    lastFinish(pod) ??
    (unready?.status === 'False' ? fromTimestamp(unready.lastTransitionTime ?? '') : undefined) ??
    deletionBegan(pod) ??
    fromTimestamp(metadata?.creationTimestamp ?? '') ??
    (0 as Micros)
  );
}

/** When the last container ended; undefined as long as one runs. */
function lastFinish({ spec, status }: Pod): Micros | undefined {
  const sidecars = new Set((spec?.initContainers ?? []).filter(isSidecar).map(({ name }) => name));
  const ending = (status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name));
  const finishes = [...(status?.containerStatuses ?? []), ...ending].map(finishOf);
  if (finishes.length === 0 || finishes.includes(undefined)) return undefined;
  return Math.max(...finishes.map((finish) => finish ?? 0)) as Micros;
}

function finishOf({ state }: ContainerStatus): Micros | undefined {
  return fromTimestamp(state?.terminated?.finishedAt ?? '');
}

function deletionBegan({ metadata }: Pod): Micros | undefined {
  const due = fromTimestamp(metadata?.deletionTimestamp ?? '');
  return due === undefined ? undefined : ((due - (metadata?.deletionGracePeriodSeconds ?? 0) * SECOND) as Micros);
}
