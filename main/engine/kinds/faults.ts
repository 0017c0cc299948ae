// Models staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go (v1.35): faults of fields in its words.
import { invalidValue } from '../api/metadata.ts';
import type { FieldError } from '../api/status.ts';
import { jsonEqual } from '../kernel/json.ts';

export const invalid = invalidValue;

/** An invalid value that is not shown. */
export function invalidUnshown(field: string, fault: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${fault}` };
}

/** A list of `count` items, of which there may be `most`. */
export function tooMany(field: string, count: number, most: number): FieldError {
  return { field, reason: 'FieldValueTooMany', message: `Too many: ${count}: must have at most ${most} items` };
}

export function required(field: string, detail = ''): FieldError {
  return {
    field,
    reason: 'FieldValueRequired',
    message: detail === '' ? 'Required value' : `Required value: ${detail}`,
  };
}

export function unsupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map((item) => JSON.stringify(item)).join(', ');
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`;
  return { field, reason: 'FieldValueNotSupported', message };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { field, reason: 'FieldValueDuplicate', message: `Duplicate value: ${JSON.stringify(value)}` };
}

export function forbidden(field: string, detail: string): FieldError {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${detail}` };
}

export function notFound(field: string, value: unknown): FieldError {
  return { field, reason: 'FieldValueNotFound', message: `Not found: ${JSON.stringify(value)}` };
}

/** Every fault that `faultsOf` finds in `value`, as an invalid value of `field`. */
export function invalidFor(field: string, value: unknown, faults: readonly string[]): FieldError[] {
  return faults.map((fault) => invalid(field, value, fault));
}

/** A text that must be there and, where it is, pass `faultsOf`. */
export function requiredText(
  field: string,
  value: string | undefined,
  faultsOf: (value: string) => readonly string[] = () => [],
): FieldError[] {
  return value === undefined || value === '' ? [required(field)] : invalidFor(field, value, faultsOf(value));
}

/** A value that must be one of `supported`. */
export function oneOf(field: string, value: string | undefined, supported: readonly string[]): FieldError[] {
  if (value === undefined || value === '') return [required(field)];
  return supported.includes(value) ? [] : [unsupported(field, value, supported)];
}

/** A number that must not be negative, where it is given. */
export function notNegative(field: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(field, value, 'must be greater than or equal to 0')] : [];
}

/** A value that may not change any more; both are compared as JSON. */
export function immutable(field: string, value: unknown, previous: unknown): FieldError[] {
  return jsonEqual(value, previous) ? [] : [invalid(field, value ?? null, 'field is immutable')];
}
