// Models calculateStatus in pkg/controller/replicaset/replica_set_utils.go (v1.35), for ReplicaSets and
// ReplicationControllers alike.
import type {
  ObjectMeta,
  ReplicationControllerCondition,
  ReplicationControllerStatus,
} from '../api/generated/types.ts';
import { dropUndefined, jsonEqual } from '../kernel/json.ts';
import { type Micros, toTimestamp } from '../kernel/time.ts';
import type { ReplicaFindings } from './replicas.ts';
import { nonEmpty, orAbsent } from './non-empty.ts';

interface Replicated {
  readonly metadata?: ObjectMeta | undefined;
  readonly status?: ReplicationControllerStatus | undefined;
}

/** The status that the findings give; undefined when it is the one that is written already. */
export function replicaStatus(
  owner: Replicated,
  findings: ReplicaFindings,
  now: Micros,
): ReplicationControllerStatus | undefined {
  const status = countedStatus(owner, findings, now);
  return jsonEqual(status, owner.status) ? undefined : status;
}

/** The same with the Pods that are ending, which ReplicaSets count. */
export function replicaSetStatus(
  owner: Replicated,
  findings: ReplicaFindings,
  now: Micros,
): (ReplicationControllerStatus & { readonly terminatingReplicas: number }) | undefined {
  const status = { ...countedStatus(owner, findings, now), terminatingReplicas: findings.terminating };
  return jsonEqual(status, owner.status) ? undefined : status;
}

function countedStatus(owner: Replicated, findings: ReplicaFindings, now: Micros): ReplicationControllerStatus {
  const conditions = conditionsAfter(owner, findings, now);
  return dropUndefined({
    replicas: findings.replicas,
    fullyLabeledReplicas: orAbsent(findings.fullyLabeled),
    readyReplicas: orAbsent(findings.ready),
    availableReplicas: orAbsent(findings.available),
    observedGeneration: owner.metadata?.generation,
    conditions: nonEmpty(conditions),
  });
}

function conditionsAfter(
  { status }: Replicated,
  { failure }: ReplicaFindings,
  now: Micros,
): readonly ReplicationControllerCondition[] {
  const present = status?.conditions ?? [];
  if (!failure) return present.filter(({ type }) => type !== 'ReplicaFailure');
  if (present.some(({ type }) => type === 'ReplicaFailure')) return present;
  const condition = { type: 'ReplicaFailure', status: 'True', lastTransitionTime: toTimestamp(now), ...failure };
  return [...present, condition];
}
