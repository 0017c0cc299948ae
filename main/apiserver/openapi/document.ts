// The OpenAPI v3 document of one group and version: which paths there are, and what their objects look like.
import type { ApiClient, DiscoveredResource } from '../../shell/api-client.ts';
import { groupVersion } from '../resources/path.ts';
import { collectionOperations, listOperation, objectOperations } from './operations.ts';
import { schemasFor } from './resource-schemas.ts';

export function openApiDocument(client: ApiClient, resources: readonly DiscoveredResource[]): object {
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.35' },
    paths: Object.fromEntries(resources.flatMap(pathsOf)),
    components: { schemas: schemasFor(client, resources) },
  };
}

/** Where the objects of a resource stand. */
export const objectPath = (resource: DiscoveredResource): string => `${collectionPath(resource)}/{name}`;

function collectionPath(resource: DiscoveredResource): string {
  const namespaced = resource.namespaced ? '/namespaces/{namespace}' : '';
  return `${rootOf(resource)}${namespaced}/${resource.resource}`;
}

const rootOf = (resource: DiscoveredResource): string =>
  `${resource.group === '' ? '/api' : '/apis'}/${groupVersion(resource)}`;

function pathsOf(resource: DiscoveredResource): readonly (readonly [string, object])[] {
  const { namespaced, resource: plural, verbs } = resource;
  const everywhere = namespaced && verbs.includes('list');
  return [
    [collectionPath(resource), collectionOperations(resource)],
    [objectPath(resource), objectOperations(resource)],
    ...(everywhere ? [[`${rootOf(resource)}/${plural}`, listOperation(resource)] as const] : []),
  ];
}
