// The OpenAPI v3 document of one group and version: which paths there are, and what their objects look like.
import type { ApiClient, DiscoveredResource } from '../../shell/api-client.ts';
import { groupVersion } from '../resources/path.ts';
import { type Schema, modelNameOf, schemaName, schemasOf } from './schemas.ts';

const FIELD_VALIDATION = {
  name: 'fieldValidation',
  in: 'query',
  description: 'What is done about unknown and duplicate fields: Ignore, Warn or Strict.',
  schema: { type: 'string', uniqueItems: true },
};

export function openApiDocument(client: ApiClient, resources: readonly DiscoveredResource[]): object {
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.35' },
    paths: Object.fromEntries(resources.map((resource) => [objectPath(resource), operations(resource)])),
    components: { schemas: { ...builtIn(resources), ...custom(client, resources) } },
  };
}

/** Where the objects of a resource stand. */
export function objectPath(resource: DiscoveredResource): string {
  const { group, namespaced } = resource;
  const root = `${group === '' ? '/api' : '/apis'}/${groupVersion(resource)}`;
  return `${root}${namespaced ? '/namespaces/{namespace}' : ''}/${resource.resource}/{name}`;
}

const gvk = ({ group, version, kind }: DiscoveredResource) => ({ group, version, kind });

/** As much as clients look at: whether a patch can be validated by the server. */
const operations = (resource: DiscoveredResource): object => ({
  patch: {
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': gvk(resource),
    parameters: [FIELD_VALIDATION],
    responses: {},
  },
});

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
      const name = [...group.split('.').reverse(), version, kind].join('.');
      return [[name, { type: 'object', ...schema, 'x-kubernetes-group-version-kind': [gvk(resource)] }]];
    }),
  );
}
