// Models APIGroupDiscoveryList of apidiscovery.k8s.io/v2 (v1.35): everything in two answers.
import type { ApiClient, DiscoveredResource } from '../../shell/api-client.ts';
import type { ApiGroup } from './groups.ts';
import { type Subresource, subresourcesOf } from './subresources.ts';

export const AGGREGATED_TYPE = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

export const aggregated = (client: ApiClient, groups: readonly ApiGroup[]): object => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: 'apidiscovery.k8s.io/v2',
  metadata: {},
  items: groups.map(({ name, versions }) => ({
    metadata: { ...(name !== '' && { name }), creationTimestamp: null },
    versions: versions.map(({ version, resources }) => ({
      version,
      resources: resources.map((resource) => resourceDiscovery(client, resource)),
      freshness: 'Current',
    })),
  })),
});

function resourceDiscovery(client: ApiClient, resource: DiscoveredResource): object {
  const { shortNames, categories, singular } = resource;
  const subresources = subresourcesOf(client, resource);
  return {
    resource: resource.resource,
    responseKind: responseKind(resource, resource),
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: resource.verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.length > 0 && { subresources: subresources.map((one) => subresourceDiscovery(resource, one)) }),
  };
}

const subresourceDiscovery = (resource: DiscoveredResource, subresource: Subresource): object => ({
  subresource: subresource.name,
  responseKind: responseKind(resource, subresource),
  verbs: subresource.verbs,
});

const responseKind = (
  { group, version }: DiscoveredResource,
  own: { readonly kind: string; readonly group?: string; readonly version?: string },
): object => ({ group: own.group ?? group, version: own.version ?? version, kind: own.kind });
