// Models updateStatus and completeRollingUpdate in pkg/controller/statefulset/stateful_set_control.go (v1.35).
import type { StatefulSetStatus } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import type { Micros } from '../../kernel/time.ts';
import { isPodReady } from '../../kinds/pod/status.ts';
import { isPodAvailable } from '../pod-state.ts';
import { isTerminating, revisionNameOf } from './stateful-pod.ts';
import { orAbsent } from '../non-empty.ts';

type StatefulSet = KindMap['statefulsets'];
type Pod = KindMap['pods'];

/** Names of the revision that was rolled out last and of the one that is being rolled out. */
export interface Revisions {
  readonly current: string;
  readonly update: string;
}

/** `removed` Pods of the current revision are going although they do not look it yet. */
export function statefulStatus(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update }: Revisions,
  { now, removed }: { readonly now: Micros; readonly removed: number },
): StatefulSetStatus {
  const count = (test: (pod: Pod) => boolean) => pods.filter(test).length;
  const staying = (revision: string) => count((pod) => !isTerminating(pod) && revisionNameOf(pod) === revision);
  const isReady = (pod: Pod) => pod.status?.phase === 'Running' && isPodReady(pod);
  const readyReplicas = count(isReady);
  const updatedReplicas = staying(update);
  const isRolledOut =
    set.spec?.updateStrategy?.type !== 'OnDelete' && updatedReplicas === pods.length && readyReplicas === pods.length;
  const { generation } = set.metadata ?? {};
  const { minReadySeconds = 0 } = set.spec ?? {};
  return dropUndefined({
    observedGeneration: generation,
    replicas: pods.length,
    readyReplicas: orAbsent(readyReplicas),
    availableReplicas: count((pod) => isReady(pod) && isPodAvailable(pod, minReadySeconds, now)),
    currentReplicas: orAbsent(isRolledOut ? updatedReplicas : Math.max(0, staying(current) - removed)),
    updatedReplicas: orAbsent(updatedReplicas),
    currentRevision: isRolledOut ? update : current,
    updateRevision: update,
    collisionCount: set.status?.collisionCount ?? 0,
  });
}
