// The whole of a node's table `ip kube-proxy`.
import type { Cidr } from '../cidr.ts';
import { fixedChains, verdictMaps } from './fixed-chains.ts';
import {
  type AddressSetName,
  type AffinitySet,
  type NftChain,
  type NftElement,
  type VerdictMapName,
  elementKey,
} from './nft-rule.ts';
import type { WrittenNft } from './write-port.ts';

export interface NftTable {
  readonly mode: 'nftables';
  readonly sets: { readonly [S in AddressSetName]: ReadonlySet<number> };
  /** Elements by their keys (`elementKey`). */
  readonly maps: ReadonlyMap<VerdictMapName, ReadonlyMap<string, NftElement>>;
  readonly affinity: ReadonlyMap<string, AffinitySet>;
  readonly chains: ReadonlyMap<string, NftChain>;
}

export interface NftSurroundings {
  readonly nodeAddress: number;
  readonly serviceRange: Cidr | undefined;
  /** Chains that nothing leads to any more: they are empty and wait to be deleted. */
  readonly stale: readonly string[];
}

/** The table of a node whose Services' ports were written as `written`. */
export function buildNftTable(written: Iterable<WrittenNft>, around: NftSurroundings): NftTable {
  const chains = new Map(fixedChains(around.serviceRange).map((chain) => [chain.name, chain]));
  for (const name of around.stale) chains.set(name, { name, rules: [] });
  const maps = new Map(verdictMaps.map(({ name }) => [name, new Map<string, NftElement>()]));
  const affinity = new Map<string, AffinitySet>();
  const clusterIps = new Set<number>();
  for (const port of written) {
    clusterIps.add(port.clusterIp);
    for (const [map, element] of port.elements) maps.get(map)?.set(elementKey(element), element);
    for (const set of port.affinity) affinity.set(set.name, set);
    for (const chain of port.chains) chains.set(chain.name, chain);
  }
  const sets = { 'cluster-ips': clusterIps, 'nodeport-ips': new Set([around.nodeAddress]) };
  return { mode: 'nftables', sets, maps, affinity, chains };
}
