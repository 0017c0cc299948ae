// A rule of nftables as data: which packets it means and what becomes of them.
import type { Cidr } from '../cidr.ts';
import type { Protocol } from '../services/protocol.ts';

export type NftMatch =
  | { readonly kind: 'source' | 'destination'; readonly cidr: Cidr; readonly inverted?: boolean }
  /** The source is in none of the ranges. */
  | { readonly kind: 'source-outside'; readonly ranges: readonly Cidr[] }
  | { readonly kind: 'destination-in'; readonly set: AddressSetName }
  /** The source is in the dynamic set, which means it was put there not too long ago. */
  | { readonly kind: 'affinity'; readonly set: string }
  /** The source is an address of the node itself. */
  | { readonly kind: 'local-source' }
  /** The packet is the first of its connection. */
  | { readonly kind: 'new' }
  | { readonly kind: 'unmarked' };

export type NftAction =
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  | { readonly kind: 'drop' | 'reject' | 'return' | 'masquerade' }
  /** Sets or turns over the bit of the packets that leave with the node's address. */
  | { readonly kind: 'mark' | 'toggle-mark' }
  /** What the map says of the packet's destination; nothing when it does not know it. */
  | { readonly kind: 'vmap'; readonly map: VerdictMapName }
  /** One of the chains by chance, each as likely as the others. */
  | { readonly kind: 'balance'; readonly chains: readonly string[] }
  /** Puts the source into the dynamic set. */
  | { readonly kind: 'remember'; readonly set: string }
  | { readonly kind: 'dnat'; readonly protocol: Protocol; readonly address: number; readonly port: number };

export interface NftRule {
  readonly matches: readonly NftMatch[];
  readonly action: NftAction;
  readonly comment?: string | undefined;
}

export interface NftChain {
  readonly name: string;
  /** `namespace/name` of the Service for which it was written. */
  readonly service?: string | undefined;
  /** Where the kernel calls it, as nft prints it; absent for chains that only others call. */
  readonly hook?: string | undefined;
  readonly comment?: string | undefined;
  readonly rules: readonly NftRule[];
}

export type AddressSetName = 'cluster-ips' | 'nodeport-ips';
export type VerdictMapName =
  'no-endpoint-services' | 'no-endpoint-nodeports' | 'firewall-ips' | 'service-ips' | 'service-nodeports';

/** An element of a verdict map. */
export interface NftElement {
  /** Absent in the maps of node ports. */
  readonly address?: number | undefined;
  readonly protocol: Protocol;
  readonly port: number;
  readonly verdict: { readonly kind: 'goto'; readonly chain: string } | { readonly kind: 'drop' };
  readonly comment?: string | undefined;
}

/** A dynamic set of the clients that stay with an endpoint. */
export interface AffinitySet {
  readonly name: string;
  readonly seconds: number;
}

/** How an element is found. */
export function elementKey({ address, protocol, port }: Omit<NftElement, 'verdict'>): string {
  return `${address ?? ''} ${protocol} ${port}`;
}
