// Models validateAllowedTopologies in pkg/apis/storage/validation/validation.go and ValidateTopologySelectorTerm in
// pkg/apis/core/validation/validation.go (v1.35).
import type { TopologySelectorLabelRequirement, TopologySelectorTerm } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { duplicate, invalidFor, required } from '../faults.ts';
import type { Written } from '../written.ts';

type Term = Written<TopologySelectorTerm>;

/** Where the volumes of a class may be: no two terms may say the same. */
export function validateTopologies(terms: readonly Term[]): FieldError[] {
  return terms.flatMap((term, index) => {
    const path = `allowedTopologies[${index}].matchLabelExpressions`;
    const again = terms.slice(0, index).filter((earlier) => jsonEqual(valuesOf(earlier), valuesOf(term)));
    return [...validateTerm(path, term), ...again.map(() => duplicate(path, ''))];
  });
}

function validateTerm(path: string, { matchLabelExpressions: requirements = [] }: Term): FieldError[] {
  return requirements.flatMap((requirement, index) => {
    const { key = '' } = requirement;
    const again = requirements.slice(0, index).some((earlier) => (earlier.key ?? '') === key);
    return [
      ...validateRequirement(`${path}[${index}]`, requirement),
      ...(again ? [duplicate(`${path}[${index}].key`, key)] : []),
    ];
  });
}

function validateRequirement(
  path: string,
  { key = '', values = [] }: Written<TopologySelectorLabelRequirement>,
): FieldError[] {
  return [
    ...(values.length === 0 ? [required(`${path}.values`)] : []),
    ...values.flatMap((value, index) =>
      values.indexOf(value) < index ? [duplicate(`${path}.values[${index}]`, value)] : [],
    ),
    ...invalidFor(`${path}.key`, key, qualifiedNameFaults(key)),
  ];
}

/** The values of every key, in whatever order they are written. */
const valuesOf = ({ matchLabelExpressions: requirements = [] }: Term): Record<string, string[]> =>
  Object.fromEntries(requirements.map(({ key = '', values = [] }) => [key, [...new Set(values)].sort()]));
