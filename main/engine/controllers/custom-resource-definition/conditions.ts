// Models the conditions in staging/src/k8s.io/apiextensions-apiserver/pkg/apihelpers/helpers.go (v1.35).
import type { CustomResourceDefinition, CustomResourceDefinitionCondition } from '../../api/generated/types.ts';

type Condition = CustomResourceDefinitionCondition;
export type Finding = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** The conditions with these findings; `now` is when those began that are new. */
export function withFindings(
  { status }: CustomResourceDefinition,
  findings: readonly Finding[],
  now: string,
): readonly Condition[] {
  return findings.reduce((list, finding) => withFinding(list, finding, now), status?.conditions ?? []);
}

export const isTrue = ({ status }: CustomResourceDefinition, type: string): boolean =>
  status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;

function withFinding(list: readonly Condition[], finding: Finding, now: string): readonly Condition[] {
  const old = list.find(({ type }) => type === finding.type);
  const next = { ...finding, lastTransitionTime: old?.status === finding.status ? old.lastTransitionTime : now };
  return old ? list.map((condition) => (condition === old ? next : condition)) : [...list, next];
}
