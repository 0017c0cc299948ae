// Models the OpenAPI that staging/src/k8s.io/apiextensions-apiserver/pkg/controller/openapi/builder (v1.35) makes of a
// CustomResourceDefinition: its schema, and the fields that every object has.
import type { CustomResourceDefinition, JSONSchemaProps } from '../../../engine/api/generated/types.ts';
import type { Described, Field } from './field.ts';
import { modelOf } from './models.ts';

/** The kind of a definition in one of its versions; undefined when it has no such version. */
export function customKind({ spec }: CustomResourceDefinition, versionName: string): Described | undefined {
  const version = spec.versions.find(({ name }) => name === versionName);
  if (!version) return undefined;
  const schema = version.schema?.openAPIV3Schema ?? {};
  return { texts: textsOf(schema), fields: () => byName([...ownFields(schema), ...everyObjects()]) };
}

const ownFields = (schema: JSONSchemaProps): readonly Field[] =>
  fieldsOf(schema).filter(({ name }) => !['apiVersion', 'kind', 'metadata'].includes(name));

/** `apiVersion`, `kind` and `metadata` are told of as those of built-in kinds are. */
const everyObjects = (): readonly Field[] =>
  modelOf('ConfigMap')
    .fields()
    .filter(({ name }) => ['apiVersion', 'kind', 'metadata'].includes(name));

function fieldsOf(schema: JSONSchemaProps): readonly Field[] {
  const inner = innermost(schema);
  const fields = Object.entries(inner.properties ?? {}).map(([name, property]) => ({
    name,
    type: typeText(property),
    required: inner.required?.includes(name) ?? false,
    description: property.description ?? '',
    texts: textsOf(property),
    values: (property.enum ?? []).map(String),
    fields: () => fieldsOf(property),
  }));
  return byName(fields);
}

const byName = (fields: readonly Field[]): readonly Field[] => [...fields].sort((a, b) => (a.name < b.name ? -1 : 1));

/** What is in a list or map; undefined for other types. */
const contentOf = ({ items, additionalProperties }: JSONSchemaProps): JSONSchemaProps | undefined =>
  [items, additionalProperties].find(
    (content): content is JSONSchemaProps => typeof content === 'object' && content !== null,
  );

function innermost(schema: JSONSchemaProps): JSONSchemaProps {
  const content = schema.properties ? undefined : contentOf(schema);
  return content ? innermost(content) : schema;
}

function textsOf(schema: JSONSchemaProps): readonly string[] {
  const content = contentOf(schema);
  const own = schema.description ?? '';
  return [...(own === '' ? [] : [own]), ...(content ? textsOf(content) : [])];
}

function typeText(schema: JSONSchemaProps): string {
  const content = contentOf(schema);
  if (content) return `${schema.items === undefined ? 'map[string]' : '[]'}${typeText(content)}`;
  return schema.type === undefined || schema.type === 'object' ? 'Object' : schema.type;
}
