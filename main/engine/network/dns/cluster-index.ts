// What a name server looks up by more than a name; made anew after every change.
import type { EndpointSlice, Service } from '../../api/generated/types.ts';
import type { Owner } from './cluster-zone.ts';
import { isNamed } from './targets.ts';

export interface ClusterIndex {
  /** By `namespace/service`. */
  readonly slices: ReadonlyMap<string, readonly EndpointSlice[]>;
  /** By address. */
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
}

const SERVICE_NAME = 'kubernetes.io/service-name';

export function indexOf(services: Iterable<Service>, slices: Iterable<EndpointSlice>): ClusterIndex {
  const byService = new Map<string, EndpointSlice[]>();
  const owners = new Map<string, Owner[]>();
  const own = (ip: string, owner: Owner) => owners.set(ip, [...(owners.get(ip) ?? []), owner]);
  for (const { metadata, spec } of services) {
    const ip = spec?.clusterIP ?? '';
    if (/\d/.test(ip)) own(ip, { namespace: metadata?.namespace ?? '', service: metadata?.name ?? '' });
  }
  for (const slice of slices) {
    const service = slice.metadata?.labels?.[SERVICE_NAME];
    if (!service || slice.addressType !== 'IPv4') continue;
    const namespace = slice.metadata.namespace ?? '';
    const key = `${namespace}/${service}`;
    byService.set(key, [...(byService.get(key) ?? []), slice]);
    for (const endpoint of slice.endpoints ?? []) {
      const [ip = ''] = endpoint.addresses;
      // Only endpoints that were given names are told by them.
      if (isNamed(endpoint) && endpoint.hostname) own(ip, { namespace, service, host: endpoint.hostname });
    }
  }
  return { slices: byService, owners };
}
