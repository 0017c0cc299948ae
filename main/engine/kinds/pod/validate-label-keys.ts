// Models validateLabelKeys and its neighbours in pkg/apis/core/validation/validation.go (v1.35): keys of labels whose values
// a Pod itself adds to a selector.
import type { LabelSelector } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, invalidFor } from '../faults.ts';
import type { Written } from '../written.ts';

type Selector = Written<LabelSelector>;

export function validateLabelKeys(path: string, keys: readonly string[] = [], selector?: Selector): FieldError[] {
  if (keys.length === 0) return [];
  if (!selector) return [forbidden(path, 'must not be specified when labelSelector is not set')];
  return keys.flatMap((key, index) => invalidFor(`${path}[${index}]`, key, qualifiedNameFaults(key)));
}

/** Keys of spread constraints that the selector knows already, other than by what the new Pod has added. */
export function validateMatchedKeys(path: string, keys: readonly string[] = [], selector: Selector = {}): FieldError[] {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const isSelected = (key: string) => {
    const own = matchExpressions.filter((expression) => expression.key === key);
    return key in matchLabels || own.length > 1 || own.some((expression) => !isAdded(expression));
  };
  return keys.flatMap((key, index) =>
    isSelected(key) ? [invalid(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector')] : [],
  );
}

type Requirement = NonNullable<Selector['matchExpressions']>[number];

const isAdded = ({ operator, values = [] }: Requirement): boolean => operator === 'In' && values.length === 1;
