// Models kube-openapi's pkg/validation/validate/result.go (v1.35): what a check of a value found.
import type { FieldError } from '../../../api/status.ts';

/** `matches` counts the checks made: of several schemas that refuse a value, the one that could check most says why. */
export interface Result {
  readonly errors: readonly FieldError[];
  readonly matches: number;
}

export const fine: Result = { errors: [], matches: 0 };

/** Faults alone; no check counts. */
export const faulty = (...errors: readonly FieldError[]): Result => ({ errors, matches: 0 });

/** All of `results` as one, `own` checks more. */
export function merged(results: readonly Result[], own = 0): Result {
  return {
    errors: results.flatMap(({ errors }) => errors),
    matches: results.reduce((sum, { matches }) => sum + matches, own),
  };
}

/** A fault that is not told by the path of a field: its text names the value. */
export const pathless = (text: string): FieldError => ({
  field: '<nil>',
  reason: 'FieldValueInvalid',
  message: `Invalid value: "": ${text}`,
});
