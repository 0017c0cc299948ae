// Models ValidateLabelSelector in apimachinery's pkg/apis/meta/v1/validation/validation.go (v1.35).
import type { LabelSelector, LabelSelectorRequirement } from '../api/generated/types.ts';
import { labelValueFaults, qualifiedNameFaults, validateLabels } from '../api/metadata.ts';
import type { FieldError } from '../api/status.ts';
import { jsonEqual } from '../kernel/json.ts';
import { forbidden, invalid, invalidFor, required } from './faults.ts';
import type { Written } from './written.ts';

type Selector = Written<LabelSelector> | undefined;

export function validateSelector(path: string, selector: Selector): FieldError[] {
  return [
    ...validateLabels(selector?.matchLabels, `${path}.matchLabels`),
    ...(selector?.matchExpressions ?? []).flatMap((requirement, index) =>
      validateRequirement(`${path}.matchExpressions[${index}]`, requirement),
    ),
  ];
}

/**
 * The selector a controller named `kind` must have, which may not select everything. One that cannot be read is told with
 * `unreadable`.
 */
export function validateControllerSelector(
  path: string,
  selector: Selector,
  kind: string,
  unreadable: string,
): FieldError[] {
  if (!selector) return [required(path)];
  const empty = isEmptySelector(selector)
    ? [invalid(path, goSelector(selector), `empty selector is invalid for ${kind}`)]
    : [];
  const broken = isReadable(selector) ? [] : [invalid(path, goSelector(selector), unreadable)];
  return [...validateSelector(path, selector), ...empty, ...broken];
}

/** Whether something can be selected at all by a selector. */
export const isReadable = (selector: Selector): boolean => validateSelector('', selector).length === 0;

/** Selectors may not change; a new one is shown with its fields in the order that Go gives them. */
export function validateSameSelector(path: string, selector: Selector, previous: Selector): FieldError[] {
  return jsonEqual(selector, previous) ? [] : [invalid(path, goSelector(selector), 'field is immutable')];
}

const goSelector = (selector: Selector): object | null =>
  selector ? { matchLabels: selector.matchLabels, matchExpressions: selector.matchExpressions } : null;

/** Whether a selector selects everything. One that is missing selects nothing. */
export function isEmptySelector(selector: Selector): boolean {
  if (!selector) return false;
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}

function validateRequirement(path: string, requirement: Written<LabelSelectorRequirement>): FieldError[] {
  const { key = '', operator = '', values = [] } = requirement;
  return [
    ...validateOperator(path, operator, values),
    ...invalidFor(`${path}.key`, key, qualifiedNameFaults(key)),
    ...values.flatMap((value, index) => invalidFor(`${path}.values[${index}]`, value, labelValueFaults(value))),
  ];
}

/** What is wrong with the values that an operator of sets is given; an operator beyond those is none. */
export function validateOperator(path: string, operator: string, values: readonly string[]): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    default:
      return [invalid(`${path}.operator`, operator, 'not a valid selector operator')];
  }
}
