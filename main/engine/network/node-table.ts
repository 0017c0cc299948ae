// What kube-proxy has written on a node, in whichever of its modes.
import { parseCidr } from './cidr.ts';
import { type IptablesTable, buildTable, fixedRuleCount as iptablesRuleCount } from './iptables/rule-table.ts';
import { type WrittenRules, writeRules } from './iptables/write-rules.ts';
import { type IpvsTable, buildIpvsTable } from './ipvs/ipvs-table.ts';
import { type WrittenIpvs, writeIpvs } from './ipvs/write-port.ts';
import { fixedRuleCount as ipvsRuleCount } from './ipvs/ipvs-rules.ts';
import { fixedRuleCount as nftRuleCount } from './nftables/fixed-chains.ts';
import { type NftTable, buildNftTable } from './nftables/nft-table.ts';
import { type WrittenNft, writeNft } from './nftables/write-port.ts';
import type { Endpoint } from './services/endpoint.ts';
import type { PortContext, ProxyMode, RuleSettings } from './services/port-context.ts';
import type { ServicePort } from './services/service-port.ts';

export type NodeTable = IptablesTable | NftTable | IpvsTable;

/** What is written for one port of a Service. */
export type WrittenPort = WrittenRules | WrittenNft | WrittenIpvs;

/** What a table holds besides the Services. */
export interface TableSurroundings {
  readonly settings: RuleSettings;
  readonly nodeAddress: number;
  /** Chains of nftables that nothing leads to any more. */
  readonly staleChains: readonly string[];
}

/** Rules that are there whatever Services there are. */
export const fixedCounts: { readonly [M in ProxyMode]: number } = {
  iptables: iptablesRuleCount,
  nftables: nftRuleCount,
  ipvs: ipvsRuleCount,
};

/** What a node's kube-proxy writes for a port with these endpoints. */
export function writePort(port: ServicePort, endpoints: readonly Endpoint[], context: PortContext): WrittenPort {
  switch (context.settings.mode) {
    case 'iptables':
      return writeRules(port, endpoints, context);
    case 'nftables':
      return writeNft(port, endpoints, context);
    case 'ipvs':
      return writeIpvs(port, endpoints, context);
  }
}

/** The table of a node on which all this was written, in one and the same mode. */
export function buildNodeTable(written: readonly WrittenPort[], around: TableSurroundings): NodeTable {
  const { mode, clusterCidr, serviceCidr, masqueradeAll, localhostNodePorts } = around.settings;
  switch (mode) {
    case 'iptables':
      return buildTable(
        written.filter((port) => port.mode === 'iptables'),
        localhostNodePorts,
      );
    case 'nftables': {
      const serviceRange = parseCidr(serviceCidr);
      const { nodeAddress, staleChains: stale } = around;
      return buildNftTable(
        written.filter((port) => port.mode === 'nftables'),
        { nodeAddress, serviceRange, stale },
      );
    }
    case 'ipvs': {
      const clusterRange = parseCidr(clusterCidr);
      return buildIpvsTable(
        written.filter((port) => port.mode === 'ipvs'),
        { clusterRange, masqueradeAll },
      );
    }
  }
}
