// Models SetDeploymentCondition and its neighbours in pkg/controller/deployment/util/deployment_util.go (v1.35).
import type { DeploymentCondition } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';

type Deployment = KindMap['deployments'];
export type Conditions = readonly DeploymentCondition[];

/** The largest 32-bit number, which stands for never. */
const NEVER = 2 ** 31 - 1;

/** Whether a rollout of it may time out. */
export function hasDeadline({ spec }: Deployment): boolean {
  return spec?.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== NEVER;
}

export function conditionOf(conditions: Conditions | undefined, type: string): DeploymentCondition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** A condition as of now. */
export function conditionAt(
  now: string,
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
): DeploymentCondition {
  return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/** The conditions with this one last, unless it is there with the same status and reason. */
export function withCondition(conditions: Conditions, condition: DeploymentCondition): Conditions {
  const present = conditionOf(conditions, condition.type);
  if (present?.status !== condition.status) return [...withoutCondition(conditions, condition.type), condition];
  if (present.reason === condition.reason) return conditions;
  const { lastTransitionTime } = present;
  return [...withoutCondition(conditions, condition.type), { ...condition, lastTransitionTime }];
}

export function withoutCondition(conditions: Conditions, type: string): Conditions {
  return conditions.filter((condition) => condition.type !== type);
}
