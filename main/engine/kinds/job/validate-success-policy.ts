// Models validateSuccessPolicy in pkg/apis/batch/validation/validation.go (v1.35).
import type { JobSpec, SuccessPolicyRule } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, notNegative, required, tooMany } from '../faults.ts';
import type { Written } from '../written.ts';
import { countIndexes } from './indexes.ts';

const RULES_MAX = 20;

/** Of a spec that has one. */
export function validateSuccessPolicy(path: string, spec: Written<JobSpec>): FieldError[] {
  if (spec.completionMode !== 'Indexed') {
    return [invalid(path, inGo(spec), 'requires indexed completion mode')];
  }
  const rules = spec.successPolicy?.rules ?? [];
  if (rules.length === 0)
    return [required(`${path}.rules`, 'at least one rules must be specified when the successPolicy is specified')];
  if (rules.length > RULES_MAX) return [tooMany(`${path}.rules`, rules.length, RULES_MAX)];
  return rules.flatMap((rule, index) => validateRule(`${path}.rules[${index}]`, rule, spec.completions ?? 0));
}

function validateRule(path: string, rule: Written<SuccessPolicyRule>, completions: number): FieldError[] {
  const { succeededCount: count, succeededIndexes: indexes } = rule;
  if (count === undefined && indexes === undefined) {
    return [required(path, 'at least one of succeededCount or succeededIndexes must be specified')];
  }
  const counted = indexes === undefined ? completions : countIndexes(indexes, completions);
  const errors: FieldError[] = [];
  if (typeof counted === 'string') {
    errors.push(invalid(`${path}.succeededIndexes`, indexes, `error parsing succeededIndexes: ${counted}`));
  }
  if (count === undefined) return errors;
  errors.push(...notNegative(`${path}.succeededCount`, count));
  if (count > completions) {
    const fault = `must be less than or equal to ${completions} (the number of specified completions)`;
    errors.push(invalid(`${path}.succeededCount`, count, fault));
  }
  if (indexes !== undefined && typeof counted === 'number' && count > counted) {
    const fault = `must be less than or equal to ${counted} (the number of indexes in the specified succeededIndexes field)`;
    errors.push(invalid(`${path}.succeededCount`, count, fault));
  }
  return errors;
}

/** The policy as the API server has it inside. */
function inGo({ successPolicy }: Written<JobSpec>): object {
  const rules = (successPolicy?.rules ?? []).map(({ succeededIndexes, succeededCount }) => ({
    SucceededIndexes: succeededIndexes ?? null,
    SucceededCount: succeededCount ?? null,
  }));
  return { Rules: successPolicy?.rules ? rules : null };
}
