// Models pkg/controller/job/success_policy.go (v1.35): which indexes are enough for a Job to have succeeded.
import type { SuccessPolicyRule } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { parseIndexes } from './index-list.ts';

type Job = KindMap['jobs'];

/** What the Job's success is due to; undefined as long as no rule is met. */
export function metSuccessRule({ spec }: Job, succeeded: ReadonlySet<number>): string | undefined {
  if (succeeded.size === 0) return undefined;
  const index = (spec?.successPolicy?.rules ?? []).findIndex((rule) => isMet(rule, spec?.completions ?? 0, succeeded));
  return index < 0 ? undefined : `Matched rules at index ${String(index)}`;
}

function isMet(rule: SuccessPolicyRule, completions: number, succeeded: ReadonlySet<number>): boolean {
  const { succeededIndexes, succeededCount } = rule;
  if (succeededIndexes === undefined) return succeededCount !== undefined && succeeded.size >= succeededCount;
  const wanted = [...parseIndexes(succeededIndexes, completions)];
  const reached = wanted.filter((index) => succeeded.has(index)).length;
  return reached >= (succeededCount ?? wanted.length);
}
