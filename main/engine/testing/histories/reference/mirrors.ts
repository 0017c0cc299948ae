// What people write into Endpoints of a Service without a selector stands in slices too.
import type { EndpointSlice, Endpoints, Service } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { type World, isGoing, nameOf } from '../world.ts';

const MIRROR = 'endpointslicemirroring-controller.k8s.io';
/** Where the addresses come from that people of histories write into Endpoints. */
export const HAND_WRITTEN = '192.0.2.';

export function mirrors(world: World): readonly Fault[] {
  const written = world.all('endpoints').filter((endpoints) => !isGoing(endpoints) && isHandWritten(endpoints));
  const services = new Map(world.all('services').map((service) => [nameOf(service), service] as const));
  const slices = world
    .all('endpointslices')
    .filter(({ metadata }) => metadata?.labels?.['endpointslice.kubernetes.io/managed-by'] === MIRROR);
  return written.flatMap((endpoints) => judge(endpoints, services.get(nameOf(endpoints)), slices));
}

function judge(endpoints: Endpoints, service: Service | undefined, slices: readonly EndpointSlice[]): readonly Fault[] {
  const found = slices.filter((slice) => serviceOf(slice) === nameOf(endpoints)).flatMap(addressesOf);
  const isMirrored =
    service !== undefined && !isGoing(service) && Object.keys(service.spec?.selector ?? {}).length === 0;
  const wanted = isMirrored ? ipsOf(endpoints) : [];
  const [is, should] = [[...found].sort().join(), [...wanted].sort().join()];
  return is === should ? [] : [fault('mirror', `${nameOf(endpoints)} has [${is}], it should have [${should}]`)];
}

const isHandWritten = (endpoints: Endpoints) => ipsOf(endpoints).some((ip) => ip.startsWith(HAND_WRITTEN));
const ipsOf = ({ subsets }: Endpoints) =>
  (subsets ?? []).flatMap(({ addresses }) => addresses ?? []).map(({ ip }) => ip);
const addressesOf = ({ endpoints }: EndpointSlice) => (endpoints ?? []).flatMap(({ addresses }) => addresses);
const serviceOf = ({ metadata }: EndpointSlice) =>
  `${metadata?.namespace ?? ''}/${metadata?.labels?.['kubernetes.io/service-name'] ?? ''}`;
