// Models calculateStatus in pkg/controller/deployment/sync.go (v1.35).
import type { DeploymentCondition, DeploymentStatus } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import { maxUnavailable } from './bounds.ts';
import { type Conditions, conditionAt, conditionOf, withCondition, withoutCondition } from './conditions.ts';
import { progressConditions } from './progress.ts';
import {
  actualReplicas,
  availableReplicas,
  desiredReplicas,
  readyReplicas,
  specifiedReplicas,
  terminatingReplicas,
} from './replica-sets.ts';
import { orAbsent } from '../non-empty.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];

/** The ReplicaSets of a Deployment: the one with its present template, if it is there, and all others. */
export interface Sets {
  readonly current: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
}

export const allOf = ({ current, old }: Sets): readonly ReplicaSet[] => (current ? [...old, current] : old);

/** The status with its counts and whether enough is available. */
export function countedStatus(deployment: Deployment, sets: Sets, now: Micros): DeploymentStatus {
  const all = allOf(sets);
  const available = availableReplicas(all);
  return dropUndefined({
    observedGeneration: deployment.metadata?.generation,
    replicas: orAbsent(actualReplicas(all)),
    updatedReplicas: orAbsent(actualReplicas(sets.current ? [sets.current] : [])),
    readyReplicas: orAbsent(readyReplicas(all)),
    availableReplicas: orAbsent(available),
    unavailableReplicas: orAbsent(Math.max(0, specifiedReplicas(all) - available)),
    terminatingReplicas: terminatingReplicas(all),
    collisionCount: deployment.status?.collisionCount,
    conditions: withCondition(deployment.status?.conditions ?? [], availability(deployment, available, now)),
  });
}

/** The same with how the rollout gets on. */
export function rolloutStatus(deployment: Deployment, sets: Sets, now: Micros): DeploymentStatus {
  const status = countedStatus(deployment, sets, now);
  const progress = progressConditions(deployment, status, sets.current, now);
  const failure = replicaFailure(sets);
  const conditions: Conditions = failure
    ? withCondition(progress, failure)
    : withoutCondition(progress, 'ReplicaFailure');
  return { ...status, conditions };
}

function availability(deployment: Deployment, available: number, now: Micros): DeploymentCondition {
  const at = toTimestamp(now);
  if (available >= desiredReplicas(deployment) - maxUnavailable(deployment)) {
    return conditionAt(at, 'Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.');
  }
  const message = 'Deployment does not have minimum availability.';
  return conditionAt(at, 'Available', 'False', 'MinimumReplicasUnavailable', message);
}

/** Why Pods could not be made or removed, the new ones first of all. */
function replicaFailure(sets: Sets): DeploymentCondition | undefined {
  const failures = [...(sets.current ? [sets.current] : []), ...sets.old].map(({ status }) =>
    conditionOf(status?.conditions, 'ReplicaFailure'),
  );
  const failure = failures.find((condition) => condition !== undefined);
  return failure && { ...failure, lastUpdateTime: failure.lastTransitionTime };
}
