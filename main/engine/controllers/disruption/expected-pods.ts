// Models getExpectedPodCount in pkg/controller/disruption/disruption.go (v1.35): how many Pods there should be, and how many
// of them at least healthy.
import type { PodDisruptionBudget } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import type { ApiServer } from '../../api/server.ts';
import { apiVersionOf } from '../../api/resources.ts';
import { scaleTarget } from '../scale-target.ts';
import { scaledAmount } from '../int-or-percent.ts';
import { controllerOf } from '../owners.ts';

type Pod = KindMap['pods'];

export interface Expected {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
  /** Whether some of the Pods have no controller, so that the numbers cannot be right. */
  readonly hasUnmanaged: boolean;
}

/** What a budget expects of its Pods; a text when that cannot be told. */
export function expectedOf(server: ApiServer, { spec }: PodDisruptionBudget, pods: readonly Pod[]): Expected | string {
  const { maxUnavailable, minAvailable } = spec ?? {};
  if (maxUnavailable === undefined && typeof minAvailable !== 'string') {
    return {
      expectedPods: minAvailable === undefined ? 0 : pods.length,
      desiredHealthy: minAvailable ?? 0,
      hasUnmanaged: false,
    };
  }
  const scale = expectedScale(server, pods);
  if (typeof scale === 'string') return scale;
  const { expectedPods, hasUnmanaged } = scale;
  const desiredHealthy =
    maxUnavailable === undefined
      ? scaledAmount(minAvailable ?? 0, expectedPods, 'up')
      : Math.max(0, expectedPods - scaledAmount(maxUnavailable, expectedPods, 'up'));
  return { expectedPods, desiredHealthy, hasUnmanaged };
}

/** The sizes of all workloads that control some of the Pods, together. */
function expectedScale(server: ApiServer, pods: readonly Pod[]) {
  const scales = new Map<string, number>();
  let hasUnmanaged = false;
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner) hasUnmanaged = true;
    if (!owner || scales.has(owner.uid)) continue;
    const scale = scaleOf(server, pod, owner);
    if (typeof scale === 'string') return scale;
    scales.set(scale.uid, scale.replicas);
  }
  return { expectedPods: [...scales.values()].reduce((sum, scale) => sum + scale, 0), hasUnmanaged };
}

type Owner = NonNullable<ReturnType<typeof controllerOf>>;

interface Scale {
  readonly uid: string;
  readonly replicas: number;
}

/** The workload that owns a Pod, and its size: the Deployment when that owns the ReplicaSet, and is there. */
function scaleOf(server: ApiServer, pod: Pod, owner: Owner): Scale | string {
  const target = scaleTarget(server, pod.metadata?.namespace ?? '', owner);
  if (typeof target === 'string' || target.object.metadata?.uid !== owner.uid) {
    return hasNoScale(server, owner) ?? `found no controllers for pod "${pod.metadata?.name ?? ''}"`;
  }
  const above = target.resource === 'replicasets' ? controllerOf(target.object) : undefined;
  const size = above?.kind === 'Deployment' ? scaleOf(server, pod, above) : undefined;
  return typeof size === 'object' ? size : { uid: owner.uid, replicas: target.scale.spec?.replicas ?? 0 };
}

function hasNoScale(server: ApiServer, { apiVersion, kind }: Owner): string | undefined {
  const found = server.servedKinds().find((item) => item.kind === kind && apiVersionOf(item) === apiVersion);
  const scalable = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].includes(kind) || found?.scale;
  if (!found || scalable) return undefined;
  const resource = found.group === '' ? found.resource : `${found.resource}.${found.group}`;
  return `${resource} does not implement the scale subresource`;
}
