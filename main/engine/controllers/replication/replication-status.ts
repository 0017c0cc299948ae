// Models calculateStatus in pkg/controller/replicaset/replica_set_utils.go (v1.35).
import type { ReplicationControllerCondition, ReplicationControllerStatus } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import type { ReplicaFindings } from '../replicas.ts';

type ReplicationController = KindMap['replicationcontrollers'];

/** The status that the findings give; undefined when it is the one that is written already. */
export function replicationStatus(
  rc: ReplicationController,
  findings: ReplicaFindings,
  now: Micros,
): ReplicationControllerStatus | undefined {
  const conditions = conditionsAfter(rc, findings, now);
  const status = dropUndefined({
    replicas: findings.replicas,
    fullyLabeledReplicas: orAbsent(findings.fullyLabeled),
    readyReplicas: orAbsent(findings.ready),
    availableReplicas: orAbsent(findings.available),
    observedGeneration: rc.metadata?.generation,
    conditions: conditions.length > 0 ? conditions : undefined,
  });
  return jsonEqual(status, rc.status) ? undefined : status;
}

/** Zero is left out, as Go's omitempty does. */
const orAbsent = (count: number): number | undefined => (count === 0 ? undefined : count);

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
