// Models validateValueValidation in apiextensions-apiserver's pkg/apiserver/schema/validation.go (v1.35): what schemas
// below allOf, anyOf, oneOf and not may say.
import type { FieldError } from '../../api/status.ts';
import { goPattern } from '../custom-resource/schema/go-pattern.ts';
import { asSchema, byName, type Schema } from '../custom-resource/schema/schema.ts';
import { forbidden, invalid } from '../faults.ts';

/** `skipped` is where integers and texts are told apart, `allOf` for the first of them. */
export function valueFaults(schema: Schema, path: string, skipped?: 'anyOf' | 'allOf'): FieldError[] {
  const { anyOf = [], allOf = [], oneOf = [], not, pattern = '' } = schema;
  const at = (key: string, index: number) => `${path}.${key}[${String(index)}]`;
  return [
    ...(skipped === 'anyOf' ? [] : anyOf.flatMap((each, index) => nestedFaults(each, at('anyOf', index)))),
    ...allOf.flatMap((each, index) =>
      nestedFaults(each, at('allOf', index), skipped === 'allOf' && index === 0 ? 'anyOf' : undefined),
    ),
    ...oneOf.flatMap((each, index) => nestedFaults(each, at('oneOf', index))),
    ...(not ? nestedFaults(not, `${path}.not`) : []),
    ...(pattern === '' || goPattern(pattern) ? [] : [invalid(`${path}.pattern`, pattern, patternFault(pattern))]),
  ];
}

const patternFault = (pattern: string): string =>
  `must be a valid regular expression, but isn't: error parsing regexp: invalid expression: \`${pattern}\``;

/** What may not be said below a junctor, and what is to be said of it. */
const emptyBelow: readonly (readonly [keyof Schema, string])[] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];

function nestedFaults(schema: Schema, path: string, skipped?: 'anyOf'): FieldError[] {
  const items = asSchema(schema.items);
  const said = emptyBelow.filter(([key]) => schema[key] !== undefined && schema[key] !== false && schema[key] !== '');
  return [
    ...valueFaults(schema, path, skipped),
    ...(items ? nestedFaults(items, `${path}.items`) : []),
    ...byName(schema.properties).flatMap(([key, property]) => nestedFaults(property, `${path}.properties[${key}]`)),
    ...said.map(([key, why]) => forbidden(`${path}.${key}`, why)),
    ...(schema.properties?.['metadata']
      ? [forbidden(`${path}.properties[metadata]`, 'must not be specified in a nested context')]
      : []),
  ];
}
