// Whoever keeps Pods, as the window shows it.
import type { WorkloadView } from '../../../preload/contract/views.ts';
import type { DaemonSet, ReplicationController } from '../../engine/api/generated/types.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';

export function replicationControllerView(controller: ReplicationController): WorkloadView {
  return {
    ...named('ReplicationController', controller),
    desired: controller.spec?.replicas ?? 1,
    current: controller.status?.replicas ?? 0,
    ready: controller.status?.readyReplicas ?? 0,
  };
}

export function daemonSetView(set: DaemonSet): WorkloadView {
  return {
    ...named('DaemonSet', set),
    desired: set.status?.desiredNumberScheduled ?? 0,
    current: set.status?.currentNumberScheduled ?? 0,
    ready: set.status?.numberReady ?? 0,
  };
}

function named(kind: string, { metadata }: KubeObject) {
  return { uid: metadata?.uid ?? '', kind, namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
}
