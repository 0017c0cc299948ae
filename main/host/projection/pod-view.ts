// A Pod as the window shows it.
import type { Condition, PodView } from '../../../preload/contract/views.ts';
import type { ContainerStatus, Pod } from '../../engine/api/generated/types.ts';
import { SECOND } from '../../engine/kernel/time.ts';
import { containerViews } from './container-view.ts';
import type { ProbeBook } from './probe-book.ts';

/** What records tell of a Pod beside the object. */
export interface PodTimes {
  readonly createdUs: number;
  /** When its deletion began. */
  readonly deletedUs: number | undefined;
}

/** Reasons for which a container waits that will not mend themselves. */
const FAILURES = new Set([
  'CrashLoopBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'ImagePullBackOff',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PostStartHookError',
]);

/** `status` is what kubectl prints in the STATUS column. */
export function podView(pod: Pod, status: string, times: PodTimes, probes: ProbeBook): PodView {
  const { metadata, spec } = pod;
  const containers = containerViews(pod, probes);
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller === true);
  return {
    uid: metadata?.uid ?? '',
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    node: spec?.nodeName,
    status,
    condition: podCondition(pod),
    readyContainers: containers.filter(({ kind, ready }) => kind !== 'init' && ready).length,
    containers,
    restarts: containers.reduce((sum, { restarts }) => sum + restarts, 0),
    ip: pod.status?.podIP,
    hostNetwork: spec?.hostNetwork === true,
    fromFile: metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined,
    owner: owner && { kind: owner.kind, name: owner.name },
    labels: metadata?.labels ?? {},
    createdUs: times.createdUs,
    deleting: deletionOf(pod, times),
  };
}

export function podCondition(pod: Pod): Condition {
  const { metadata, spec, status } = pod;
  if (metadata?.deletionTimestamp !== undefined) return 'ending';
  if (status?.phase === 'Succeeded') return 'done';
  if (status?.phase === 'Failed') return 'failed';
  if (status?.phase === 'Unknown' || status?.reason === 'NodeLost') return 'unknown';
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (statuses.some(isFailing)) return 'failed';
  if (spec?.nodeName === undefined) return 'waiting';
  if (status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True')) return 'ready';
  if (status?.phase !== 'Running') return 'starting';
  return (status.containerStatuses ?? []).every(({ started }) => started === true) ? 'unready' : 'starting';
}

function isFailing({ state, restartCount }: ContainerStatus): boolean {
  if (FAILURES.has(state?.waiting?.reason ?? '')) return true;
  return state?.terminated !== undefined && state.terminated.exitCode !== 0 && restartCount > 0;
}

function deletionOf({ metadata }: Pod, { deletedUs }: PodTimes): PodView['deleting'] {
  if (deletedUs === undefined) return undefined;
  return { sinceUs: deletedUs, killUs: deletedUs + (metadata?.deletionGracePeriodSeconds ?? 0) * SECOND };
}
