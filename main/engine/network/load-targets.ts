// What a load generator can ask for: node ports, as a person outside was told them, or from within the cluster the
// addresses of Services.
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import type { Service } from '../api/generated/types.ts';
import { keyOf } from '../api/resources.ts';
import { parseIp } from './cidr.ts';

/** An address and port, or a port of every machine in turn. */
export type LoadTarget = { readonly address?: string; readonly port: number };

/** The TCP ports that the load is meant for, in the order of their Services' names. */
export function loadTargets({ target, source }: LoadSpec, services: Iterable<Service>): readonly LoadTarget[] {
  const meant = [...services].filter((service) => isMeant(target, service));
  meant.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const isInside = source !== undefined && target !== 'all-node-ports';
  return meant.flatMap((service) => (isInside ? clusterPorts(service) : nodePorts(service)));
}

function isMeant(target: LoadSpec['target'], { metadata }: Service): boolean {
  if (target === 'all-node-ports') return true;
  return metadata?.namespace === target.namespace && metadata.name === target.service;
}

function nodePorts(service: Service): readonly LoadTarget[] {
  return tcpPorts(service).flatMap(({ nodePort = 0 }) => (nodePort > 0 ? [{ port: nodePort }] : []));
}

function clusterPorts(service: Service): readonly LoadTarget[] {
  const address = service.spec?.clusterIP ?? '';
  return parseIp(address) === undefined ? [] : tcpPorts(service).map(({ port }) => ({ address, port }));
}

function tcpPorts({ spec }: Service) {
  return (spec?.ports ?? []).filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP');
}
