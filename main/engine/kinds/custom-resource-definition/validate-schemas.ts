// Models validateCustomResourceDefinitionValidation in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35).
import type { CustomResourceDefinitionSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, required } from '../faults.ts';
import type { Written } from '../written.ts';
import { structuralFaults } from './structural.ts';
import { expressionFaults } from './validate-expressions.ts';
import { defaultFaults } from './validate-defaults.ts';
import { schemaFaults } from './validate-schema.ts';
import { partsOf } from './whole-spec.ts';
import type { Schema } from '../custom-resource/schema/schema.ts';

type Spec = Written<CustomResourceDefinitionSpec>;

/** What is wrong with the schemas of a definition: every version needs one. */
export function validateSchemas(spec: Spec): FieldError[] {
  const { versions = [] } = spec;
  const missing = versions.flatMap(({ schema }, index) =>
    schema?.openAPIV3Schema
      ? []
      : [required(`spec.versions[${String(index)}].schema.openAPIV3Schema`, 'schemas are required')],
  );
  const faults = partsOf(spec, 'schema').flatMap(({ path, value, versions: of }) => {
    const schema = value.openAPIV3Schema;
    const withStatus = of.some(({ subresources }) => subresources?.status !== undefined);
    return schema ? faultsOfSchema(schema, withStatus, `${path}.openAPIV3Schema`) : [];
  });
  return [...missing, ...faults];
}

function faultsOfSchema(schema: Schema, withStatus: boolean, path: string): FieldError[] {
  const structural = structuralFaults(schema, path);
  const faults = [
    ...(withStatus ? rootFaults(schema, path) : []),
    ...(schema.nullable ? [forbidden(`${path}.nullable`, 'nullable cannot be true at the root')] : []),
    ...(structural.length > 0 ? structural : defaultFaults(schema, path)),
    ...schemaFaults(schema, path),
  ];
  // Expressions about types that are not right say nothing that helps.
  return faults.length > 0 ? faults : expressionFaults(schema, path);
}

/** What the root may say so that the schema of the status can be looked at alone, by the names that Go has for it. */
const allowedAtRoot: readonly (readonly [name: string, key: keyof Schema])[] = [
  ['Description', 'description'],
  ['Type', 'type'],
  ['Format', 'format'],
  ['Title', 'title'],
  ['Maximum', 'maximum'],
  ['ExclusiveMaximum', 'exclusiveMaximum'],
  ['Minimum', 'minimum'],
  ['ExclusiveMinimum', 'exclusiveMinimum'],
  ['MaxLength', 'maxLength'],
  ['MinLength', 'minLength'],
  ['Pattern', 'pattern'],
  ['MaxItems', 'maxItems'],
  ['MinItems', 'minItems'],
  ['UniqueItems', 'uniqueItems'],
  ['MultipleOf', 'multipleOf'],
  ['Required', 'required'],
  ['Items', 'items'],
  ['Properties', 'properties'],
  ['ExternalDocs', 'externalDocs'],
  ['Example', 'example'],
  ['XPreserveUnknownFields', 'x-kubernetes-preserve-unknown-fields'],
  ['XValidations', 'x-kubernetes-validations'],
];

function rootFaults(schema: Schema, path: string): FieldError[] {
  const { type = '' } = schema;
  if (type !== '' && type !== 'object') {
    const why = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    return [invalid(`${path}.type`, type, why)];
  }
  const allowed: ReadonlySet<string> = new Set(allowedAtRoot.map(([, key]) => key));
  if (Object.keys(schema).every((key) => allowed.has(key))) return [];
  const names = allowedAtRoot.map(([name]) => name).join(' ');
  const why = `only [${names}] fields are allowed at the root of the schema if the status subresource is enabled`;
  return [invalid(path, schema, why)];
}
