// Models pkg/controller/deployment/progress.go (v1.35): whether a rollout gets on, has ended or takes too long.
import type { DeploymentCondition, DeploymentStatus } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { MILLISECOND, type Micros, SECOND, fromTimestamp, toTimestamp } from '../../kernel/time.ts';
import {
  type Conditions,
  conditionAt,
  conditionOf,
  hasDeadline,
  withCondition,
  withoutCondition,
} from './conditions.ts';
import { desiredReplicas } from './replica-sets.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];

const COMPLETE = 'NewReplicaSetAvailable';
const TIMED_OUT = 'ProgressDeadlineExceeded';
/** How often a rollout is looked at in the last second before its deadline: as soon as a queue's back-off allows. */
const LAST_LOOKS_US = 5 * MILLISECOND;

/** Whether all Pods are new and available. */
export function isComplete(deployment: Deployment, status: DeploymentStatus | undefined): boolean {
  const replicas = desiredReplicas(deployment);
  return (
    (status?.updatedReplicas ?? 0) === replicas &&
    (status?.replicas ?? 0) === replicas &&
    (status?.availableReplicas ?? 0) === replicas &&
    (status?.observedGeneration ?? 0) >= (deployment.metadata?.generation ?? 0)
  );
}

/** The conditions of a status with what the step from the Deployment's last one says of its progress. */
export function progressConditions(
  deployment: Deployment,
  status: DeploymentStatus,
  newSet: ReplicaSet | undefined,
  now: Micros,
): Conditions {
  const conditions = status.conditions ?? [];
  if (!hasDeadline(deployment)) return withoutCondition(conditions, 'Progressing');
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  const settled = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === COMPLETE;
  if (settled) return conditions;
  const subject = newSet
    ? `ReplicaSet "${newSet.metadata?.name ?? ''}"`
    : `Deployment "${deployment.metadata?.name ?? ''}"`;
  const progressing = (status: 'True' | 'False', reason: string, text: string) =>
    conditionAt(toTimestamp(now), 'Progressing', status, reason, `${subject} ${text}.`);
  if (isComplete(deployment, status)) {
    return withCondition(conditions, progressing('True', COMPLETE, 'has successfully progressed'));
  }
  if (isProgressing(deployment.status, status)) {
    return renewed(conditions, current, progressing('True', 'ReplicaSetUpdated', 'is progressing'));
  }
  if (!isTimedOut(deployment, current, now)) return conditions;
  return withCondition(conditions, progressing('False', TIMED_OUT, 'has timed out progressing'));
}

/** How long from now until the rollout may time out; undefined when it will not. */
export function untilTimeout(deployment: Deployment, status: DeploymentStatus, now: Micros): number | undefined {
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  if (!hasDeadline(deployment) || !current || current.reason === TIMED_OUT) return undefined;
  // What was complete once does not time out when its Pods fail; looking at it again and again would change nothing.
  if (current.reason === COMPLETE || isComplete(deployment, status)) return undefined;
  const waitUs = deadlineOf(deployment, current) - now;
  // A second more, since conditions carry whole seconds.
  return waitUs < SECOND ? LAST_LOOKS_US : waitUs + SECOND;
}

export const isTimedOutFor = (conditions: Conditions | undefined): boolean =>
  conditionOf(conditions, 'Progressing')?.reason === TIMED_OUT;

function isProgressing(before: DeploymentStatus | undefined, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus | undefined) => (status?.replicas ?? 0) - (status?.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before?.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before?.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before?.availableReplicas ?? 0)
  );
}

/** The condition is written anew with every step, so that the deadline begins again. */
function renewed(
  conditions: Conditions,
  current: DeploymentCondition | undefined,
  condition: DeploymentCondition,
): Conditions {
  const lastTransitionTime = current?.status === 'True' ? current.lastTransitionTime : condition.lastTransitionTime;
  return [...withoutCondition(conditions, condition.type), { ...condition, lastTransitionTime }];
}

function isTimedOut(deployment: Deployment, current: DeploymentCondition | undefined, now: Micros): boolean {
  if (!current || current.reason === COMPLETE) return false;
  return current.reason === TIMED_OUT || deadlineOf(deployment, current) < now;
}

function deadlineOf({ spec }: Deployment, { lastUpdateTime = '' }: DeploymentCondition): number {
  return (fromTimestamp(lastUpdateTime) ?? 0) + (spec?.progressDeadlineSeconds ?? 0) * SECOND;
}
