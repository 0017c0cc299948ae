// Models ParseToLabelSelector of staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go (v1.35).
import { parseRequirements } from '../../../engine/api/label-selector-parser.ts';
import type { LabelSelector } from '../../../engine/api/generated/types.ts';
import { PlainError } from '../errors/errors.ts';

const operators: Readonly<Record<string, string>> = {
  in: 'In',
  notin: 'NotIn',
  '!=': 'NotIn',
  exists: 'Exists',
  absent: 'DoesNotExist',
};

/** A selector in text form as an object. Throws PlainError when it cannot be read. */
export function labelSelectorOf(text: string): LabelSelector {
  const parsed = parseRequirements(text);
  if (!parsed.ok) throw new PlainError(`couldn't parse the selector string "${text}": ${parsed.message}`);
  const equal = parsed.requirements.filter(({ operator }) => operator === '=' || operator === '==');
  const others = parsed.requirements.filter((requirement) => !equal.includes(requirement));
  const matchLabels = Object.fromEntries(equal.map(({ key, values }) => [key, values[0] ?? '']));
  const matchExpressions = others.map(({ key, operator, values }) => {
    const name = operators[operator];
    if (name === undefined) throw new PlainError(`"${operator}" isn't supported in label selectors`);
    return { key, operator: name, ...(values.length > 0 && { values: [...values] }) };
  });
  return { ...(equal.length > 0 && { matchLabels }), ...(others.length > 0 && { matchExpressions }) };
}
