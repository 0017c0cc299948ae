// What a kernel holds for packets, as its tools print it: a machine's own, or the empty tables of a Pod's namespace.
import type { RuleTables } from '../runtime/interfaces.ts';
import { NO_SERVERS } from './ipvs/ipvsadm.ts';
import type { Network } from './network.ts';

export function ruleTablesOf(network: Network, node: string): RuleTables {
  return {
    iptables: (only) => network.iptablesText(node, only),
    ip6tables: (only) => network.ip6tablesText(node, only),
    listing: (options) => network.iptablesListing(node, options),
    servers: () => network.ipvsText(node).servers,
    sets: () => network.ipvsText(node).sets,
    nft: () => network.nftText(node),
    nft6: () => network.nft6Text(node),
  };
}

/** Of the tables of a namespace in which nobody has written. */
export const EMPTY_TABLES: RuleTables = {
  iptables: () => '',
  ip6tables: () => '',
  listing: () => '',
  servers: () => NO_SERVERS,
  sets: () => '',
  nft: () => '',
  nft6: () => '',
};
