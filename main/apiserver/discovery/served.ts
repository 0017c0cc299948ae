import type { ApiClient, DiscoveredResource } from '../../shell/api-client.ts';
import { metricsResources } from '../../shell/discovery.ts';

/** The resource of that name; what nobody serves at present is refused by the API itself. */
export function resourceNamed(
  client: ApiClient,
  { group, version, resource }: Pick<DiscoveredResource, 'group' | 'version' | 'resource'>,
): DiscoveredResource | undefined {
  const isMeant = (one: DiscoveredResource) =>
    one.resource === resource && one.group === group && one.version === version;
  return client.discover().find(isMeant) ?? metricsResources.find(isMeant);
}
