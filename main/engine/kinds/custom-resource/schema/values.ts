// Models the checks of single values in kube-openapi's pkg/validation/validate/{validator,values}.go (v1.35).
import type { FieldError } from '../../../api/status.ts';
import { jsonEqual } from '../../../kernel/json.ts';
import { invalid, unsupported } from '../../faults.ts';
import { goPattern } from './go-pattern.ts';
import { type Result, faulty, fine } from './result.ts';
import type { Schema } from './schema.ts';

export function checkEnum({ enum: allowed = [] }: Schema, value: unknown, path: string): Result {
  if (allowed.length === 0 || allowed.some((each) => jsonEqual(each, value))) return fine;
  const texts = allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  return faulty(unsupported(path, value, texts));
}

/** The length and the form of a text; the first fault is told. */
export function checkText(schema: Schema, value: string, path: string): Result {
  const { minLength = 0, maxLength = Infinity, pattern = '' } = schema;
  const length = Array.from(value).length;
  if (length > maxLength) return faulty(tooLong(path, maxLength));
  if (length < minLength) {
    return faulty(invalid(path, value, `${path} in body should be at least ${String(minLength)} chars long`));
  }
  if (pattern === '' || goPattern(pattern)?.test(value)) return fine;
  return faulty(invalid(path, value, `${path} in body should match '${pattern}'`));
}

export function checkNumber(schema: Schema, value: number, path: string): Result {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const faults: string[] = [];
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) faults.push(`a multiple of ${String(multipleOf)}`);
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    faults.push(`greater than ${exclusiveMinimum ? '' : 'or equal to '}${String(minimum)}`);
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    faults.push(`less than ${exclusiveMaximum ? '' : 'or equal to '}${String(maximum)}`);
  }
  return { errors: faults.map((fault) => invalid(path, value, `${path} in body should be ${fault}`)), matches: 1 };
}

/** How often a factor below one fits is found by its reciprocal, which is less often a hair off. */
const isMultiple = (value: number, factor: number): boolean =>
  Number.isInteger(factor < 1 ? (1 / factor) * value : value / factor);

function tooLong(path: string, most: number): FieldError {
  const message = `Too long: may not be more than ${String(most)} ${most === 1 ? 'byte' : 'bytes'}`;
  return { field: path, reason: 'FieldValueTooLong', message };
}

/** More items of a list or fields of an object than may be. */
export function tooMany(path: string, actual: number, most: number): FieldError {
  const message = `Too many: ${String(actual)}: must have at most ${String(most)} ${most === 1 ? 'item' : 'items'}`;
  return { field: path, reason: 'FieldValueTooMany', message };
}
