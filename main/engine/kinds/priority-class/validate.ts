// Models pkg/apis/scheduling/validation/validation.go (v1.35).
import type { PriorityClass } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { systemPriorityClasses } from './system-classes.ts';

const SYSTEM_PREFIX = 'system-';
const VALUE_MAX = 1_000_000_000;
const policies = ['PreemptLowerPriority', 'Never'];

export function validatePriorityClass(priorityClass: Written<PriorityClass>): readonly FieldError[] {
  const { metadata, value = 0, preemptionPolicy: policy } = priorityClass;
  const errors = metadata?.name?.startsWith(SYSTEM_PREFIX)
    ? validateSystemClass(priorityClass)
    : value > VALUE_MAX
      ? [forbidden('value', `maximum allowed value of a user defined priority is ${VALUE_MAX}`)]
      : [];
  if (policy === '') return [...errors, required('preemptionPolicy')];
  if (policy === undefined || policies.includes(policy)) return errors;
  return [...errors, unsupported('preemptionPolicy', policy, policies)];
}

function validateSystemClass({ metadata, value, globalDefault }: Written<PriorityClass>): FieldError[] {
  const name = metadata?.name ?? '';
  const known = systemPriorityClasses.find((candidate) => candidate.metadata?.name === name);
  const fault = !known
    ? `${name} is not a known system priority class`
    : value !== known.value
      ? `value of ${name} PriorityClass must be ${known.value ?? 0}`
      : globalDefault
        ? `globalDefault of ${name} PriorityClass must be false`
        : undefined;
  if (fault === undefined) return [];
  const rule = `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only. error: ${fault}`;
  return [forbidden('metadata.name', rule)];
}

export function validatePriorityClassUpdate(next: PriorityClass, previous: PriorityClass): readonly FieldError[] {
  const policy = next.preemptionPolicy;
  return [
    ...(next.value === previous.value ? [] : [forbidden('value', 'may not be changed in an update.')]),
    ...(policy === previous.preemptionPolicy ? [] : [invalid('preemptionPolicy', policy, 'field is immutable')]),
  ];
}
