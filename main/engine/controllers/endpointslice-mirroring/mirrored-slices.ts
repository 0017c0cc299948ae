// Models pkg/controller/endpointslicemirroring/utils.go (v1.35): the slices that say what an Endpoints object says.
import type { CoreEndpointPort, Endpoint, EndpointAddress, EndpointSubset } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { controllerReference } from '../owners.ts';
import { TRIGGER_ANNOTATION } from '../trigger-times.ts';
import { nonEmptyMap } from '../non-empty.ts';

type Endpoints = KindMap['endpoints'];
type EndpointSlice = KindMap['endpointslices'];

const MANAGER = 'endpointslicemirroring-controller.k8s.io';
const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
const SERVICE_LABEL = 'kubernetes.io/service-name';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const ADDRESSES_MAX = 1000;

export const isMirrored = ({ metadata }: EndpointSlice): boolean => metadata?.labels?.[MANAGED_BY_LABEL] === MANAGER;

/** One slice for each subset and each kind of address in it. */
export function mirroredSlices(endpoints: Endpoints): EndpointSlice[] {
  return (endpoints.subsets ?? []).flatMap((subset) =>
    (['IPv4', 'IPv6'] as const).flatMap((addressType) => {
      const mirrored = endpointsOf(subset, addressType);
      return mirrored.length === 0 ? [] : [sliceOf(endpoints, addressType, mirrored, subset.ports ?? [])];
    }),
  );
}

function sliceOf(
  endpoints: Endpoints,
  addressType: string,
  mirrored: readonly Endpoint[],
  ports: readonly CoreEndpointPort[],
): EndpointSlice {
  const { name = '', namespace, labels, annotations = {} } = endpoints.metadata ?? {};
  const { [LAST_APPLIED]: _, [TRIGGER_ANNOTATION]: __, ...others } = annotations;
  return {
    addressType,
    metadata: dropUndefined({
      generateName: `${name}-`,
      namespace,
      labels: { ...labels, [SERVICE_LABEL]: name, [MANAGED_BY_LABEL]: MANAGER },
      annotations: nonEmptyMap(others),
      ownerReferences: [controllerReference(endpoints)],
    }),
    endpoints: mirrored,
    ports: ports.map(({ name: own = '', port, protocol = 'TCP', appProtocol }) =>
      dropUndefined({ name: own, port, protocol, appProtocol }),
    ),
  };
}

function endpointsOf({ addresses = [], notReadyAddresses = [] }: EndpointSubset, type: 'IPv4' | 'IPv6'): Endpoint[] {
  const isWanted = ({ ip }: EndpointAddress): boolean => ip.includes(':') === (type === 'IPv6');
  const ready = addresses.filter(isWanted).map((address) => endpointOf(address, true));
  const notReady = notReadyAddresses.filter(isWanted).map((address) => endpointOf(address, false));
  return [...ready, ...notReady].slice(0, ADDRESSES_MAX);
}

function endpointOf({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return dropUndefined({ addresses: [ip], conditions: { ready }, hostname, nodeName, targetRef });
}
