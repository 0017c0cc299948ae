// Models apiextensions-apiserver's pkg/registry/customresource/{strategy,status_strategy,validator}.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { CustomResourceDefinitionVersion } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { invalid } from '../faults.ts';
import { embeddedFaults } from './embedded-objects.ts';
import { type RuleTree, faultsByRules } from './rules/rules.ts';
import { faultsBySchema } from './schema/check.ts';
import { listTypeFaults } from './schema/list-types.ts';
import { validateScaleSpec, validateScaleStatus } from './validate-scale.ts';

/** A version of a custom kind with the rules of its schema, where it has some. */
export interface CustomVersion {
  readonly version: CustomResourceDefinitionVersion;
  readonly rules: RuleTree | undefined;
}

/** What is wrong with an object of a version of a custom kind; `previous` is undefined on creation. */
export function validateCustom(
  { version: { schema, subresources }, rules }: CustomVersion,
  object: KubeObject,
  previous: KubeObject | undefined,
): FieldError[] {
  const properties = schema?.openAPIV3Schema ?? {};
  const value = object as JsonObject;
  const faults = [
    ...faultsBySchema(properties, value, '', previous),
    ...validateScaleSpec(subresources?.scale, value),
    ...validateScaleStatus(subresources?.scale, value),
    ...embeddedFaults(properties, value, ''),
    ...newListTypeFaults(properties, value, previous),
  ];
  return withRules(faults, rules, value, previous);
}

/** Faults after which rules are not looked at. */
const blocking = ['NotSupported', 'Required', 'TooLong', 'TooMany', 'TypeInvalid'].map((type) => `FieldValue${type}`);
const UNCHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete ' +
  'validation';

function withRules(
  faults: readonly FieldError[],
  rules: RuleTree | undefined,
  value: JsonObject,
  previous: KubeObject | undefined,
): FieldError[] {
  if (!rules) return [...faults];
  if (faults.some(({ reason }) => blocking.includes(reason))) return [...faults, invalid('<nil>', null, UNCHECKED)];
  return [...faults, ...faultsByRules(rules, value, previous, '')];
}

/** What is wrong with a new status. */
export function validateCustomStatus(
  { version: { schema, subresources }, rules }: CustomVersion,
  object: KubeObject,
  previous: KubeObject,
): FieldError[] {
  const properties = schema?.openAPIV3Schema ?? {};
  const value = object as JsonObject;
  const { status } = value;
  // The path of a status is not told: its schema is looked at alone.
  const faults = faultsBySchema(
    properties.properties?.['status'] ?? {},
    status,
    '',
    (previous as JsonObject)['status'],
  );
  const found = [
    ...(status === undefined ? [] : faults),
    ...validateScaleStatus(subresources?.scale, value),
    ...newListTypeFaults(properties, value, previous),
  ];
  return withRules(found, rules, value, previous);
}

type Schema = Parameters<typeof listTypeFaults>[0];

/** Lists that were faulty before may stay so. */
function newListTypeFaults(schema: Schema, value: JsonObject, previous: KubeObject | undefined): FieldError[] {
  const faults = listTypeFaults(schema, value, '');
  return faults.length > 0 && previous && listTypeFaults(schema, previous, '').length > 0 ? [] : faults;
}
