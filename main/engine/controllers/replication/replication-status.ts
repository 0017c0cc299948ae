// Models calculateStatus in pkg/controller/replicaset/replica_set_utils.go (v1.35).
import type { ReplicationControllerCondition, ReplicationControllerStatus } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { matchesLabels } from '../../api/selectors.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import { isPodAvailable } from '../pod-state.ts';
import { type ReplicaFindings, countReady } from '../replicas.ts';

type ReplicationController = KindMap['replicationcontrollers'];

/** The status that the findings give; undefined when it is the one that is written already. */
export function replicationStatus(
  rc: ReplicationController,
  findings: ReplicaFindings,
  now: Micros,
): ReplicationControllerStatus | undefined {
  const { pods } = findings;
  const conditions = conditionsAfter(rc, findings, now);
  const status = dropUndefined({
    replicas: pods.length,
    fullyLabeledReplicas: orAbsent(countFullyLabeled(rc, pods)),
    readyReplicas: orAbsent(countReady(pods)),
    availableReplicas: orAbsent(pods.filter((pod) => isPodAvailable(pod, rc.spec?.minReadySeconds ?? 0, now)).length),
    observedGeneration: rc.metadata?.generation,
    conditions: conditions.length > 0 ? conditions : undefined,
  });
  return jsonEqual(status, rc.status) ? undefined : status;
}

/** Zero is left out, as Go's omitempty does. */
const orAbsent = (count: number): number | undefined => (count === 0 ? undefined : count);

function countFullyLabeled({ spec }: ReplicationController, pods: ReplicaFindings['pods']): number {
  const labels = spec?.template?.metadata?.labels ?? {};
  return pods.filter((pod) => matchesLabels(labels, pod.metadata?.labels)).length;
}

function conditionsAfter(
  { status }: ReplicationController,
  { failure }: ReplicaFindings,
  now: Micros,
): readonly ReplicationControllerCondition[] {
  const present = status?.conditions ?? [];
  if (!failure) return present.filter(({ type }) => type !== 'ReplicaFailure');
  if (present.some(({ type }) => type === 'ReplicaFailure')) return present;
  const condition = { type: 'ReplicaFailure', status: 'True', lastTransitionTime: toTimestamp(now), ...failure };
  return [...present, condition];
}
