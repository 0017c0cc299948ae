// The schemas of the built-in kinds in OpenAPI's words, from what `kubectl explain` shows of them.
import { mergeKeyOf } from '../../engine/api/schema.ts';
import { kinds } from '../../engine/kinds/registry.ts';
import type { AnyKind } from '../../engine/api/resources.ts';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import type { Field } from '../../shell/kubectl/explain/field.ts';
import { modelOf } from '../../shell/kubectl/explain/models.ts';

/** A schema in the words of OpenAPI v3. */
export type Schema = Readonly<Record<string, unknown>>;

/** The model of a built-in kind in one of its versions; undefined for kinds that others have defined. */
export function modelNameOf({ group, version, resource }: DiscoveredResource): string | undefined {
  const versions = Object.values<AnyKind>(kinds)
    .filter((kind) => kind.resource === resource)
    .flatMap((kind) => [kind, ...(kind.versions ?? [])]);
  return versions.find((one) => one.group === group && one.version === version)?.model;
}

/** A model's name among the schemas. Its last part is what clients show. */
export const schemaName = (model: string): string =>
  `io.k8s.${model.replace(/^(V2|RbacV1|ApiextensionsV1|Core|Discovery|Events)(?=[A-Z])/, '$1.')}`;

/** The schemas of models and of all that they are made of, by name. */
export function schemasOf(models: readonly string[]): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  const pending = [...models];
  for (let model = pending.pop(); model !== undefined; model = pending.pop()) {
    const name = schemaName(model);
    if (name in schemas) continue;
    const { texts, fields } = modelOf(model);
    const all = fields();
    schemas[name] = {
      description: texts[0] ?? '',
      type: 'object',
      properties: Object.fromEntries(all.map((field) => [field.name, fieldSchema(model, field)])),
      ...required(all),
    };
    for (const field of all) if (field.model !== undefined) pending.push(field.model);
  }
  return { ...schemas, ...specialSchemas };
}

function required(fields: readonly Field[]): Schema {
  const names = fields.filter((field) => field.required).map(({ name }) => name);
  return names.length > 0 ? { required: names } : {};
}

function fieldSchema(holder: string, { name, type, description, values, model }: Field): Schema {
  const schema = typeSchema(type, model);
  const described = '$ref' in schema ? { allOf: [schema], default: {} } : schema;
  return {
    ...described,
    ...(description !== '' && { description }),
    ...(values.length > 0 && { enum: values }),
    ...mergeTags(holder, name),
  };
}

/** Fields of which only the keys of the patch are kept, as they stand for one choice of several. */
const RETAINING = ['PodSpec.volumes', 'DeploymentSpec.strategy'];

/** How strategic merge patches merge a field; lists that are replaced whole have no tags. */
function mergeTags(model: string, field: string): Schema {
  const key = mergeKeyOf(model, field);
  const retains = RETAINING.includes(`${model}.${field}`);
  const strategies = [...(key === undefined ? [] : ['merge']), ...(retains ? ['retainKeys'] : [])];
  return {
    ...(strategies.length > 0 && { 'x-kubernetes-patch-strategy': strategies.join(',') }),
    ...(key !== undefined && key !== '' && { 'x-kubernetes-patch-merge-key': key }),
  };
}

const LIST = '[]';
const MAP = 'map[string]';
const PLAIN = ['string', 'integer', 'number', 'boolean'];
const ROOT = '#/components/schemas/';

function typeSchema(type: string, model: string | undefined): Schema {
  if (type.startsWith(LIST)) return { type: 'array', items: typeSchema(type.slice(LIST.length), model) };
  if (type.startsWith(MAP)) return { type: 'object', additionalProperties: typeSchema(type.slice(MAP.length), model) };
  if (model !== undefined) return { $ref: `${ROOT}${schemaName(model)}` };
  if (PLAIN.includes(type)) return { type };
  return schemaName(type) in specialSchemas ? { $ref: `${ROOT}${schemaName(type)}` } : { type: 'object' };
}

const specialSchemas: Record<string, Schema> = {
  [schemaName('Quantity')]: { description: 'An amount with a unit.', oneOf: [{ type: 'string' }, { type: 'number' }] },
  [schemaName('IntOrString')]: {
    description: 'A whole number or a text.',
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
  [schemaName('FieldsV1')]: { description: 'A set of fields.', type: 'object' },
  [schemaName('RawExtension')]: { description: 'An object of any kind.', type: 'object' },
};
