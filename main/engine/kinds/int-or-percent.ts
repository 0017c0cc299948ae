// Models ValidatePositiveIntOrPercent and its neighbours in pkg/apis/apps/validation/validation.go (v1.35).
import type { FieldError } from '../api/status.ts';
import { invalid, notNegative } from './faults.ts';

const PERCENT = '[0-9]+%';
const NO_PERCENT =
  "a valid percent string must be a numeric string followed by an ending '%' " +
  `(e.g. '1%',  or '93%', regex used for validation is '${PERCENT}')`;

export type IntOrPercent = number | string;

/** A number that is not negative, or a percentage. */
export function validateIntOrPercent(field: string, value: IntOrPercent | undefined): FieldError[] {
  if (typeof value !== 'string') return notNegative(field, value);
  return percentOf(value) === undefined ? [invalid(field, value, NO_PERCENT)] : [];
}

export function validateAtMostAll(field: string, value: IntOrPercent | undefined): FieldError[] {
  return (percentOf(value) ?? 0) > 100 ? [invalid(field, value, 'must not be greater than 100%')] : [];
}

/** Whether it stands for nothing, as the API understands it: a text that is no percentage does too. */
export function isNothing(value: IntOrPercent | undefined): boolean {
  return typeof value === 'number' ? value === 0 : (percentOf(value) ?? 0) === 0;
}

function percentOf(value: IntOrPercent | undefined): number | undefined {
  if (typeof value !== 'string' || !new RegExp(`^${PERCENT}$`).test(value)) return undefined;
  return Number(value.slice(0, -1));
}
