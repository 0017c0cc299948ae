// The schemas of what is served: built-in kinds, and those that definitions of custom resources describe.
import type { ApiClient, DiscoveredResource } from '../../shell/api-client.ts';
import { groupVersion } from '../resources/path.ts';
import { type Schema, modelNameOf, schemaName, schemasOf } from './schemas.ts';

/** By their names, with lists of each kind. */
export function schemasFor(client: ApiClient, resources: readonly DiscoveredResource[]): Record<string, Schema> {
  const own = { ...builtIn(resources), ...custom(client, resources) };
  const lists = resources.flatMap((resource): [string, Schema][] => {
    const name = schemaNameOf(resource);
    return name in own ? [[`${name}List`, listSchema(resource, name)]] : [];
  });
  return { ...own, ...Object.fromEntries(lists) };
}

/** The name of a kind's schema. */
export function schemaNameOf(resource: DiscoveredResource): string {
  const { group, version, kind } = resource;
  const model = modelNameOf(resource);
  return model === undefined ? [...group.split('.').reverse(), version, kind].join('.') : schemaName(model);
}

export const gvk = ({ group, version, kind }: DiscoveredResource) => ({ group, version, kind });

function builtIn(resources: readonly DiscoveredResource[]): Record<string, Schema> {
  const models = resources.flatMap((resource) => {
    const model = modelNameOf(resource);
    return model === undefined ? [] : [{ resource, model }];
  });
  const schemas = schemasOf(models.map(({ model }) => model));
  for (const { resource, model } of models) {
    const name = schemaName(model);
    schemas[name] = { ...schemas[name], 'x-kubernetes-group-version-kind': [gvk(resource)] };
  }
  return schemas;
}

/** What the definitions of custom resources say of theirs. */
function custom(client: ApiClient, resources: readonly DiscoveredResource[]): Record<string, Schema> {
  const definitions = client.printContext().list('customresourcedefinitions');
  return Object.fromEntries(
    resources.flatMap((resource) => {
      const { group, version, kind } = resource;
      const definition = definitions.find(({ spec }) => spec.group === group && spec.names.kind === kind);
      const schema = definition?.spec.versions.find(({ name }) => name === version)?.schema?.openAPIV3Schema;
      if (!definition) return [];
      const described = { type: 'object', ...schema, 'x-kubernetes-group-version-kind': [gvk(resource)] };
      return [[schemaNameOf(resource), described]];
    }),
  );
}

function listSchema(resource: DiscoveredResource, name: string): Schema {
  const { group, version, kind } = resource;
  const text = (description: string) => ({ type: 'string', description });
  return {
    type: 'object',
    description: `${kind}List is a list of ${kind} objects of ${groupVersion(resource)}.`,
    required: ['items'],
    properties: {
      apiVersion: text('The version of this list.'),
      kind: text('What this is.'),
      metadata: { type: 'object', description: 'Where a watch goes on from, and how to ask for more.' },
      items: { type: 'array', description: 'The objects.', items: { $ref: `#/components/schemas/${name}` } },
    },
    'x-kubernetes-group-version-kind': [{ group, version, kind: `${kind}List` }],
  };
}
