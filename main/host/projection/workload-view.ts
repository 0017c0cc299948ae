// Whoever keeps Pods, as the window shows it.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { WorkloadView } from '../../../preload/contract/views.ts';
import type { KindMap, ResourceName } from '../../engine/api/resources.ts';

type Counts = Pick<WorkloadView, 'desired' | 'current' | 'ready'>;

/** What of each resource the figures are. */
const COUNTS = {
  deployments: replicated,
  statefulsets: replicated,
  replicationcontrollers: replicated,
  daemonsets: ({ status }: KindMap['daemonsets']): Counts => ({
    desired: status?.desiredNumberScheduled ?? 0,
    current: status?.currentNumberScheduled ?? 0,
    ready: status?.numberReady ?? 0,
  }),
} satisfies { readonly [R in ResourceName]?: (object: KindMap[R]) => Counts };

export type WorkloadResource = keyof typeof COUNTS;

/** ReplicaSets are left out: their Deployments speak for them. */
export const WORKLOAD_RESOURCES = Object.keys(COUNTS) as readonly WorkloadResource[];

export function isWorkload(resource: ResourceName): resource is WorkloadResource {
  return resource in COUNTS;
}

export function workloadView<R extends WorkloadResource>(resource: R, object: KindMap[R]): WorkloadView {
  const { kind = '', metadata }: KubeObject = object;
  const { uid = '', namespace = '', name = '' } = metadata ?? {};
  const count = COUNTS[resource] as (object: KindMap[R]) => Counts;
  return { uid, kind, namespace, name, ...count(object) };
}

interface Replicated {
  readonly spec?: { readonly replicas?: number | undefined } | undefined;
  readonly status?: { readonly replicas?: number | undefined; readonly readyReplicas?: number | undefined } | undefined;
}

function replicated({ spec, status }: Replicated): Counts {
  return { desired: spec?.replicas ?? 1, current: status?.replicas ?? 0, ready: status?.readyReplicas ?? 0 };
}
