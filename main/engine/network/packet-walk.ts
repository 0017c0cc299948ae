// A packet's way through the rules of one node, whichever mode they are written in.
import { walkIptables } from './iptables/iptables-walk.ts';
import { walkIpvs } from './ipvs/ipvs-walk.ts';
import { walkNft } from './nftables/nft-walk.ts';
import type { NodeTable } from './node-table.ts';
import type { NodeView, Origin, Packet, Passage } from './packet.ts';

/** Sends a packet through the node's rules: translation, filters, masquerading. */
export function walkNode(table: NodeTable, node: NodeView, packet: Packet, origin: Origin): Passage {
  switch (table.mode) {
    case 'iptables':
      return walkIptables(table, node, packet, origin);
    case 'nftables':
      return walkNft(table, node, packet, origin);
    case 'ipvs':
      return walkIpvs(table, node, packet, origin);
  }
}
