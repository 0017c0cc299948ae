// Models pkg/proxy/iptables/proxier.go (v1.35), servicePortChainName and its siblings: chains are named by a hash,
// because iptables allows no more than 28 characters.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Protocol } from '../services/protocol.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 16;

/** The first 16 characters of the base32 of the SHA-256 of `text`. */
export function chainHash(text: string): string {
  const digest = sha256(utf8ToBytes(text));
  let name = '';
  let bits = 0;
  let held = 0;
  for (const byte of digest) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5 && name.length < LENGTH; bits -= 5) name += ALPHABET.charAt((held >> (bits - 5)) & 31);
    if (name.length === LENGTH) return name;
  }
  return name;
}

export interface ServiceChains {
  /** All usable endpoints: `KUBE-SVC-…`. */
  readonly cluster: string;
  /** Endpoints of this node: `KUBE-SVL-…`. */
  readonly local: string;
  /** Where traffic from outside enters: `KUBE-EXT-…`. */
  readonly external: string;
  /** Source ranges of a load balancer: `KUBE-FW-…`. */
  readonly firewall: string;
}

/** Names of the chains of a Service's port; `portName` is `namespace/name`, with `:port` if the port has a name. */
export function serviceChains(portName: string, protocol: Protocol): ServiceChains {
  const hash = chainHash(portName + protocol);
  return {
    cluster: `KUBE-SVC-${hash}`,
    local: `KUBE-SVL-${hash}`,
    external: `KUBE-EXT-${hash}`,
    firewall: `KUBE-FW-${hash}`,
  };
}

/** Name of the chain of one endpoint, `ip:port`, of a Service's port. */
export function endpointChain(portName: string, protocol: Protocol, endpoint: string): string {
  return `KUBE-SEP-${chainHash(portName + protocol + endpoint)}`;
}
