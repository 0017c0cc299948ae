// A Service with its endpoints as the window shows it.
import type { EndpointView, ServiceView } from '../../../preload/contract/views.ts';
import type { Endpoint, EndpointSlice, Service } from '../../engine/api/generated/types.ts';

export function serviceView(service: Service, slices: readonly EndpointSlice[]): ServiceView {
  const { metadata, spec } = service;
  return {
    uid: metadata?.uid ?? '',
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    type: spec?.type ?? 'ClusterIP',
    clusterIp: spec?.clusterIP ?? '',
    ports: (spec?.ports ?? []).map((port) => ({
      name: port.name ?? '',
      protocol: port.protocol ?? 'TCP',
      port: port.port,
      targetPort: String(port.targetPort ?? port.port),
      nodePort: port.nodePort,
    })),
    endpoints: slices.flatMap(({ endpoints }) => (endpoints ?? []).map(endpointView)).sort(byAddress),
  };
}

function endpointView({ addresses, conditions, nodeName, targetRef }: Endpoint): EndpointView {
  return {
    podUid: targetRef?.kind === 'Pod' ? targetRef.uid : undefined,
    address: addresses[0] ?? '',
    node: nodeName,
    // An unset condition counts as true for ready and serving (discovery/v1).
    ready: conditions?.ready ?? true,
    serving: conditions?.serving ?? conditions?.ready ?? true,
    terminating: conditions?.terminating ?? false,
  };
}

const byAddress = (a: EndpointView, b: EndpointView) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);
