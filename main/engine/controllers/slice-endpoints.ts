// Models podToEndpoint and getEndpointPorts in staging/src/k8s.io/endpointslice/utils.go (v1.35): what slices say of
// each Pod, grouped by the ports that the Pods have for the Service.
import type { DiscoveryEndpointPort, Endpoint, Node } from '../api/generated/types.ts';
import type { KindMap } from '../api/resources.ts';
import { dropUndefined } from '../kernel/json.ts';
import { isPodReady } from '../kinds/pod/status.ts';
import { compareText } from '../api/order.ts';
import { hostnameUnder, isEndpoint, isHeadless, targetPortOf } from './service-pods.ts';

type Service = KindMap['services'];
type Pod = KindMap['pods'];

/** The endpoints that are to be found at the same ports, by their identity. */
export interface EndpointGroup {
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly endpoints: Map<string, Endpoint>;
}

const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** Groups by `portsKey`; a Pod on a node that is gone counts only when unready addresses are published. */
export function groupEndpoints(
  service: Service,
  pods: readonly Pod[],
  nodeOf: (name: string) => Node | undefined,
): Map<string, EndpointGroup> {
  const groups = new Map<string, EndpointGroup>();
  for (const pod of pods) {
    if (!isEndpoint(pod, true)) continue;
    const node = nodeOf(pod.spec?.nodeName ?? '');
    if (!node && !service.spec?.publishNotReadyAddresses) continue;
    const ports = portsOf(service, pod);
    const key = portsKey(ports);
    const group = groups.get(key) ?? { ports, endpoints: new Map<string, Endpoint>() };
    const endpoint = endpointOf(service, pod, node);
    groups.set(key, group);
    group.endpoints.set(identityOf(endpoint), endpoint);
  }
  return groups;
}

/** What makes an endpoint the same one although its conditions change. */
export function identityOf({ addresses, targetRef, hostname }: Endpoint): string {
  return [targetRef?.namespace, targetRef?.name, targetRef?.uid, hostname, ...addresses].join(' ');
}

/** Equal for lists of the same ports. */
export function portsKey(ports: readonly DiscoveryEndpointPort[]): string {
  const texts = ports.map(({ name = '', port = 0, protocol = 'TCP', appProtocol = '' }) =>
    [name, port, protocol, appProtocol].join(' '),
  );
  return texts.sort(compareText).join('\n');
}

function portsOf(service: Service, pod: Pod): DiscoveryEndpointPort[] {
  const ports = service.spec?.ports ?? [];
  if (ports.length === 0 && isHeadless(service)) return [];
  return ports.flatMap((servicePort) => {
    const port = targetPortOf(pod, servicePort);
    const { name = '', protocol = 'TCP', appProtocol } = servicePort;
    return port === undefined ? [] : [dropUndefined({ name, port, protocol, appProtocol })];
  });
}

function endpointOf(service: Service, pod: Pod, node: Node | undefined): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata?.deletionTimestamp !== undefined;
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const { name, namespace, uid } = pod.metadata ?? {};
  const zone = node?.metadata?.labels?.[ZONE_LABEL] || undefined;
  return dropUndefined({
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready, serving, terminating },
    hints: ready ? hintsFor(service.spec?.trafficDistribution, zone, pod.spec?.nodeName) : undefined,
    hostname: hostnameUnder(pod, service),
    nodeName: pod.spec?.nodeName || undefined,
    targetRef: { kind: 'Pod', namespace, name, uid },
    zone,
  });
}

/** Models staging/src/k8s.io/endpointslice/trafficdist: who should use an endpoint, where a Service prefers near ones. */
function hintsFor(
  distribution: string | undefined,
  zone: string | undefined,
  node: string | undefined,
): Endpoint['hints'] {
  const forZones = zone === undefined ? undefined : [{ name: zone }];
  switch (distribution) {
    case 'PreferClose':
    case 'PreferSameZone':
      return forZones && { forZones };
    case 'PreferSameNode':
      return node ? dropUndefined({ forNodes: [{ name: node }], forZones }) : undefined;
    default:
      return undefined;
  }
}
