// Models APIVersions, APIGroupList, APIGroup and APIResourceList of meta/v1 (v1.35): discovery as it was before, version by
// version, which older clients and some newer commands ask for.
import type { ApiClient, DiscoveredResource } from '../../shell/api-client.ts';
import { groupVersion } from '../resources/path.ts';
import type { ApiGroup, ApiGroupVersion } from './groups.ts';
import { type Subresource, subresourcesOf } from './subresources.ts';

/** `/api`; `address` is where clients find the server. */
export const apiVersions = (address: string): object => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
});

/** `/apis` */
export const groupList = (groups: readonly ApiGroup[]): object => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groups.map(groupAbout),
});

/** `/apis/GROUP` */
export const groupOf = (group: ApiGroup): object => ({ kind: 'APIGroup', apiVersion: 'v1', ...groupAbout(group) });

function groupAbout({ name, versions }: ApiGroup) {
  const all = versions.map(({ version }) => ({ groupVersion: groupVersion({ group: name, version }), version }));
  return { name, versions: all, preferredVersion: all[0] };
}

/** `/apis/GROUP/VERSION` */
export const resourceList = (client: ApiClient, group: string, { version, resources }: ApiGroupVersion): object => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: groupVersion({ group, version }),
  resources: resources.flatMap((resource) => [
    resourceAbout(resource),
    ...subresourcesOf(client, resource).map((one) => subresourceAbout(resource, one)),
  ]),
});

function resourceAbout(resource: DiscoveredResource): object {
  const { shortNames, categories } = resource;
  return {
    name: resource.resource,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs: resource.verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  };
}

const subresourceAbout = (
  resource: DiscoveredResource,
  { name, kind, group, version, verbs }: Subresource,
): object => ({
  name: `${resource.resource}/${name}`,
  singularName: '',
  namespaced: resource.namespaced,
  ...(group !== undefined && { group }),
  ...(version !== undefined && { version }),
  kind,
  verbs,
});
