// Models staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35): conditions as ReplicationControllers, ReplicaSets and
// Deployments show them.
import type { Description } from './description.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
}

/** Nothing where there are none. */
export function describeConditions(description: Description, conditions: readonly Condition[]): void {
  if (conditions.length === 0) return;
  description.line(0, 'Conditions:');
  description.line(1, 'Type\tStatus\tReason');
  description.line(1, '----\t------\t------');
  for (const { type, status, reason = '' } of conditions) description.line(1, `${type} \t${status}\t${reason}`);
}
