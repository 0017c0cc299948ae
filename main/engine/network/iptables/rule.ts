// A rule of iptables as data: which packets it means (in the order in which iptables prints it) and what becomes of them.
import type { Cidr } from '../cidr.ts';
import type { Protocol } from '../services/protocol.ts';

export type TableName = 'mangle' | 'filter' | 'nat';
export type ConnectionState = 'NEW' | 'INVALID' | 'RELATED' | 'ESTABLISHED' | 'DNAT';

export interface AddressMatch {
  readonly cidr: Cidr;
  /** Means every address but these. */
  readonly inverted?: boolean | undefined;
}

/** Address, address with protocol and port, or that and the source; or the source with the port it goes to. */
export type SetFields = 'dst' | 'dst,dst' | 'dst,dst,src' | 'src,dst';

export type Match =
  | { readonly kind: 'comment'; readonly text: string }
  /** `-m tcp`, with `--dport` when a port is given. */
  | { readonly kind: 'port'; readonly protocol: Protocol; readonly port?: number | undefined }
  /** Whether the source or destination is an address of the node itself. */
  | { readonly kind: 'addrtype'; readonly side: 'src' | 'dst'; readonly inverted?: boolean }
  /** Whether the set holds what the packet's fields say. */
  | { readonly kind: 'set'; readonly set: string; readonly fields: SetFields }
  /** Whether the packet did not come in over a bridge's port. */
  | { readonly kind: 'not-bridged' }
  /** Whether ipvs has sent the packet to this virtual server. */
  | { readonly kind: 'ipvs'; readonly address: number; readonly protocol: Protocol; readonly port: number }
  /** Whether the packet bears the mark of `KUBE-MARK-MASQ`. */
  | { readonly kind: 'mark'; readonly inverted?: boolean | undefined }
  | {
      readonly kind: 'conntrack';
      readonly states: readonly ConnectionState[];
      readonly inverted?: boolean | undefined;
    }
  /** Matches when 31 random bits are below `threshold`. */
  | { readonly kind: 'statistic'; readonly threshold: number }
  /** Whether the source was put on the list within the last `seconds`. */
  | { readonly kind: 'recent-check'; readonly list: string; readonly seconds: number }
  /** Puts the source on the list. */
  | { readonly kind: 'recent-set'; readonly list: string }
  /** Counts, and always matches. */
  | { readonly kind: 'nfacct'; readonly name: string };

export type Target =
  | { readonly kind: 'jump'; readonly chain: string }
  | { readonly kind: 'accept' | 'drop' | 'return' | 'reject' }
  | { readonly kind: 'masquerade'; readonly randomly: boolean }
  /** Clears the bits of `mask` in the packet's mark, then turns over the bit of `KUBE-MARK-MASQ`. */
  | { readonly kind: 'mark'; readonly mask: number }
  | { readonly kind: 'dnat'; readonly address: number; readonly port: number };

export interface Rule {
  readonly source?: AddressMatch | undefined;
  readonly destination?: AddressMatch | undefined;
  readonly protocol?: Protocol | undefined;
  readonly matches: readonly Match[];
  /** A rule without a target only counts. */
  readonly target?: Target | undefined;
  /** `namespace/name` of the Service for which the rule was written; iptables does not know it. */
  readonly service?: string | undefined;
}

/** The bit by which packets are marked that are to leave with the node's address. */
export const MASQUERADE_MARK = 0x4000;

/** What fills the random bits of a `statistic` match. */
export const RANDOM_MAX = 0x7fffffff;

export const comment = (text: string): Match => ({ kind: 'comment', text });
export const jump = (chain: string): Target => ({ kind: 'jump', chain });

/**
 * The threshold of a rule that takes one packet in `n`: kube-proxy writes 1/n with ten decimals, and the kernel keeps
 * the nearest multiple of 2^-31.
 */
export function oneIn(n: number): number {
  return Math.round(Number((1 / n).toFixed(10)) * 2 ** 31);
}
