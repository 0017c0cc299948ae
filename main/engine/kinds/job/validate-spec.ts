// Models validateJobSpec in pkg/apis/batch/validation/validation.go (v1.35): what Jobs and the templates of CronJobs share.
import type { JobSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, notNegative, required, unsupported } from '../faults.ts';
import { validateTemplate } from '../pod/validate-template.ts';
import type { Written } from '../written.ts';
import { validatePodFailurePolicy } from './validate-failure-policy.ts';
import { validateSuccessPolicy } from './validate-success-policy.ts';

type Spec = Written<JobSpec>;

const INDEXED_PARALLELISM_MAX = 100_000;
const modes = ['NonIndexed', 'Indexed'];
const replacementPolicies = ['Failed', 'TerminatingOrFailed'];

export function validateJobSpec(path: string, spec: Spec): FieldError[] {
  return [
    ...notNegative(`${path}.parallelism`, spec.parallelism),
    ...notNegative(`${path}.completions`, spec.completions),
    ...notNegative(`${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds),
    ...notNegative(`${path}.backoffLimit`, spec.backoffLimit),
    ...notNegative(`${path}.ttlSecondsAfterFinished`, spec.ttlSecondsAfterFinished),
    ...notNegative(`${path}.backoffLimitPerIndex`, spec.backoffLimitPerIndex),
    ...validateFailedIndexes(path, spec),
    ...validateMode(path, spec),
    ...(spec.podFailurePolicy ? validatePodFailurePolicy(`${path}.podFailurePolicy`, spec) : []),
    ...(spec.successPolicy ? validateSuccessPolicy(`${path}.successPolicy`, spec) : []),
    ...validateReplacement(`${path}.podReplacementPolicy`, spec),
    ...validateTemplate(`${path}.template`, spec.template ?? {}),
    ...validateRestartPolicy(`${path}.template.spec.restartPolicy`, spec),
  ];
}

function validateFailedIndexes(path: string, { maxFailedIndexes, backoffLimitPerIndex }: Spec): FieldError[] {
  if (maxFailedIndexes === undefined) return [];
  const errors = notNegative(`${path}.maxFailedIndexes`, maxFailedIndexes);
  if (backoffLimitPerIndex !== undefined) return errors;
  return [...errors, required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')];
}

function validateMode(path: string, spec: Spec): FieldError[] {
  const { completionMode = 'NonIndexed', completions, parallelism = 0 } = spec;
  const errors: FieldError[] = [];
  if (!modes.includes(completionMode)) errors.push(unsupported(`${path}.completionMode`, completionMode, modes));
  if (completionMode === 'Indexed') {
    if (completions === undefined) {
      errors.push(required(`${path}.completions`, 'when completion mode is Indexed'));
    }
    if (parallelism > INDEXED_PARALLELISM_MAX) {
      const fault = `must be less than or equal to ${INDEXED_PARALLELISM_MAX} when completion mode is Indexed`;
      errors.push(invalid(`${path}.parallelism`, parallelism, fault));
    }
  }
  if (completionMode === 'NonIndexed') {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
      if (spec[field] === undefined) continue;
      errors.push(invalid(`${path}.${field}`, spec[field], 'requires indexed completion mode'));
    }
  }
  return errors;
}

function validateReplacement(field: string, { podReplacementPolicy: policy, podFailurePolicy }: Spec): FieldError[] {
  if (policy === undefined) return [];
  if (podFailurePolicy) return policy === 'Failed' ? [] : [unsupported(field, policy, ['Failed'])];
  return replacementPolicies.includes(policy) ? [] : [unsupported(field, policy, replacementPolicies)];
}

function validateRestartPolicy(field: string, { template, podFailurePolicy }: Spec): FieldError[] {
  const policy = template?.spec?.restartPolicy ?? '';
  if (policy === '' || policy === 'Always') return [required(field, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [unsupported(field, policy, ['OnFailure', 'Never'])];
  if (!podFailurePolicy || policy === 'Never') return [];
  return [invalid(field, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}
