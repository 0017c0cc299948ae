// Models pkg/proxy/nftables/proxier.go (v1.35), servicePortChainNameBase and its siblings: the names of the chains and
// sets of a Service's port. They speak, and begin with a hash because nft cuts what is too long.
import { chainHash } from '../iptables/chain-names.ts';
import type { Endpoint } from '../services/endpoint.ts';
import type { ServicePort } from '../services/service-port.ts';

const HASH_LENGTH = 8;
const BASE_LENGTH_MAX = 240;
const ELLIPSIS = '...';

export interface PortChainNames {
  /** All usable endpoints. */
  readonly service: string;
  /** Endpoints of this node. */
  readonly local: string;
  /** Where traffic from outside enters. */
  readonly external: string;
  /** Source ranges of a load balancer. */
  readonly firewall: string;
}

export function portChainNames(port: ServicePort): PortChainNames {
  const base = baseOf(portText(port));
  return {
    service: `service-${base}`,
    local: `local-${base}`,
    external: `external-${base}`,
    firewall: `firewall-${base}`,
  };
}

export interface EndpointChainNames {
  readonly chain: string;
  /** The set of the clients that stay with the endpoint. */
  readonly affinity: string;
}

export function endpointChainNames(port: ServicePort, { text }: Endpoint): EndpointChainNames {
  const base = baseOf(`${portText(port)}__${text.replace(':', '/')}`);
  return { chain: `endpoint-${base}`, affinity: `affinity-${base}` };
}

/** `namespace/name/protocol/port name`. */
function portText({ service, protocol, portName }: ServicePort): string {
  return `${service}/${protocol}/${portName}`;
}

function baseOf(text: string): string {
  const base = `${chainHash(text).slice(0, HASH_LENGTH)}-${text}`;
  return base.length <= BASE_LENGTH_MAX ? base : base.slice(0, BASE_LENGTH_MAX - ELLIPSIS.length) + ELLIPSIS;
}
