// Models syncProxyRules in pkg/proxy/nftables/proxier.go (v1.35): the chains, sets and map elements of one port of a
// Service.
import { type Cidr, contains, hostRange, outermost, parseCidr } from '../cidr.ts';
import type { Endpoint } from '../services/endpoint.ts';
import type { PortContext } from '../services/port-context.ts';
import { type ServicePort, isExternallyAccessible } from '../services/service-port.ts';
import { type UsableEndpoints, servedTraffic, usableEndpoints } from '../services/usable-endpoints.ts';
import { type EndpointChainNames, type PortChainNames, endpointChainNames, portChainNames } from './chain-names.ts';
import type { AffinitySet, NftAction, NftChain, NftElement, NftMatch, NftRule, VerdictMapName } from './nft-rule.ts';

export interface WrittenNft {
  readonly mode: 'nftables';
  readonly clusterIp: number;
  readonly elements: readonly (readonly [map: VerdictMapName, element: NftElement])[];
  readonly affinity: readonly AffinitySet[];
  readonly chains: readonly NftChain[];
  /** The endpoints for which there are chains. */
  readonly endpoints: readonly Endpoint[];
  /** How many rules and map elements there are. */
  readonly count: number;
}

type Verdict = NftElement['verdict'];

const REJECT: Verdict = { kind: 'goto', chain: 'reject-chain' };
const MARK: NftAction = { kind: 'jump', chain: 'mark-for-masquerade' };

/** What a node's kube-proxy writes into the table for a port with these endpoints. */
export function writeNft(port: ServicePort, endpoints: readonly Endpoint[], context: PortContext): WrittenNft {
  return new NftPortWriter(port, usableEndpoints(port, endpoints, context.node), context).write();
}

class NftPortWriter {
  readonly #elements: (readonly [VerdictMapName, NftElement])[] = [];
  readonly #port: ServicePort;
  readonly #usable: UsableEndpoints;
  readonly #context: PortContext;
  readonly #names: PortChainNames;
  readonly #endpointNames: ReadonlyMap<Endpoint, EndpointChainNames>;
  readonly #clusterRange: Cidr | undefined;
  readonly #served: ReturnType<typeof servedTraffic>;

  constructor(port: ServicePort, usable: UsableEndpoints, context: PortContext) {
    this.#port = port;
    this.#usable = usable;
    this.#context = context;
    this.#names = portChainNames(port);
    this.#endpointNames = new Map(usable.reachable.map((endpoint) => [endpoint, endpointChainNames(port, endpoint)]));
    this.#clusterRange = parseCidr(context.settings.clusterCidr);
    this.#served = servedTraffic(port, usable);
  }

  write(): WrittenNft {
    this.#writeClusterIp();
    this.#writeExternalAddresses();
    this.#writeNodePort();
    const chains = this.#chains();
    const count = chains.reduce((sum, { rules }) => sum + rules.length, this.#elements.length);
    const endpoints = this.#usable.reachable;
    const affinity = this.#affinitySets();
    return {
      mode: 'nftables',
      clusterIp: this.#port.clusterIp,
      elements: this.#elements,
      affinity,
      chains,
      endpoints,
      count,
    };
  }

  #writeClusterIp(): void {
    const { clusterIp: address, internalLocal } = this.#port;
    const { local, service } = this.#names;
    if (this.#served.internal) this.#element('service-ips', address, internalLocal ? local : service);
    else this.#refuse('no-endpoint-services', address);
  }

  #writeExternalAddresses(): void {
    const { externalIps, loadBalancerIps } = this.#port;
    for (const address of [...externalIps, ...loadBalancerIps]) {
      if (this.#usable.any) this.#element('service-ips', address, this.#names.external);
      if (!this.#served.external) this.#refuse('no-endpoint-services', address);
    }
    if (!this.#hasFirewall()) return;
    for (const address of loadBalancerIps) this.#element('firewall-ips', address, this.#names.firewall);
  }

  #writeNodePort(): void {
    const { nodePort } = this.#port;
    if (nodePort === undefined) return;
    if (this.#usable.any) this.#element('service-nodeports', undefined, this.#names.external, nodePort);
    if (!this.#served.external) this.#refuse('no-endpoint-nodeports', undefined, nodePort);
  }

  #chains(): readonly NftChain[] {
    const { cluster, local, reachable } = this.#usable;
    const { service, local: localChain, external, firewall } = this.#names;
    const chains = reachable.map((endpoint) => this.#endpointChain(endpoint));
    if (cluster.length > 0) chains.push(this.#chain(service, this.#balanceRules(service, cluster)));
    if (local.length > 0) chains.push(this.#chain(localChain, this.#balanceRules(localChain, local)));
    if (this.#usable.any && isExternallyAccessible(this.#port))
      chains.push(this.#chain(external, this.#externalRules()));
    if (this.#hasFirewall()) chains.push(this.#chain(firewall, this.#firewallRules()));
    return chains;
  }

  #endpointChain(endpoint: Endpoint): NftChain {
    const { address, port } = endpoint;
    const { chain, affinity } = this.#namesOf(endpoint);
    const remember: NftAction = { kind: 'remember', set: affinity };
    return this.#chain(chain, [
      { matches: [{ kind: 'source', cidr: hostRange(address) }], action: MARK },
      ...(this.#port.affinitySeconds === undefined ? [] : [{ matches: [], action: remember }]),
      { matches: [], action: { kind: 'dnat', protocol: this.#port.protocol, address, port } },
    ]);
  }

  #balanceRules(chain: string, endpoints: readonly Endpoint[]): readonly NftRule[] {
    const names = endpoints.map((endpoint) => this.#namesOf(endpoint));
    const sticky = this.#port.affinitySeconds === undefined ? [] : names;
    return [
      ...this.#internalMarkRules(chain),
      ...sticky.map((name): NftRule => {
        return { matches: [{ kind: 'affinity', set: name.affinity }], action: { kind: 'goto', chain: name.chain } };
      }),
      { matches: [], action: { kind: 'balance', chains: names.map((name) => name.chain) } },
    ];
  }

  /** In the chain to which the cluster IP leads: what comes from elsewhere than from Pods is masqueraded. */
  #internalMarkRules(chain: string): readonly NftRule[] {
    const { internalLocal, clusterIp } = this.#port;
    if (!this.#served.internal || chain !== (internalLocal ? this.#names.local : this.#names.service)) return [];
    const destination: NftMatch = { kind: 'destination', cidr: hostRange(clusterIp) };
    if (this.#context.settings.masqueradeAll) return [{ matches: [destination], action: MARK }];
    const cidr = this.#clusterRange;
    return cidr ? [{ matches: [destination, { kind: 'source', cidr, inverted: true }], action: MARK }] : [];
  }

  #externalRules(): readonly NftRule[] {
    const { service, local } = this.#names;
    const { externalLocal } = this.#port;
    const toService: NftAction = { kind: 'goto', chain: service };
    if (!externalLocal) {
      return [
        { matches: [], action: MARK },
        { matches: [], action: toService },
      ];
    }
    const toLocal: NftRule = { matches: [], action: { kind: 'goto', chain: local } };
    return [...this.#shortCircuitRules(toService), ...(this.#served.external ? [toLocal] : [])];
  }

  /** With the policy Local, Pods and the node itself still reach every endpoint. */
  #shortCircuitRules(action: NftAction): readonly NftRule[] {
    const matches: readonly NftMatch[] = [{ kind: 'local-source' }];
    const cidr = this.#clusterRange;
    const pods: NftRule[] = cidr
      ? [{ matches: [{ kind: 'source', cidr }], action, comment: 'short-circuit pod traffic' }]
      : [];
    return [
      ...pods,
      { matches, action: MARK, comment: 'masquerade local traffic' },
      { matches, action, comment: 'short-circuit local traffic' },
    ];
  }

  #firewallRules(): readonly NftRule[] {
    const { sourceRanges, loadBalancerIps } = this.#port;
    // A node may carry the load balancer's address itself and then comes with it.
    const fromNode = sourceRanges.some((range) => contains(range, this.#context.node.address));
    const ranges = outermost([...sourceRanges, ...(fromNode ? loadBalancerIps.map(hostRange) : [])]);
    return [{ matches: [{ kind: 'source-outside', ranges }], action: { kind: 'drop' } }];
  }

  #affinitySets(): readonly AffinitySet[] {
    const { affinitySeconds: seconds } = this.#port;
    if (seconds === undefined) return [];
    return this.#usable.reachable.map((endpoint) => ({ name: this.#namesOf(endpoint).affinity, seconds }));
  }

  #hasFirewall(): boolean {
    const { loadBalancerIps, sourceRanges } = this.#port;
    return loadBalancerIps.length > 0 && sourceRanges.length > 0;
  }

  #namesOf(endpoint: Endpoint): EndpointChainNames {
    return this.#endpointNames.get(endpoint) ?? endpointChainNames(this.#port, endpoint);
  }

  #chain(name: string, rules: readonly NftRule[]): NftChain {
    return { name, service: this.#port.service, rules };
  }

  #element(map: VerdictMapName, address: number | undefined, chain: string, port = this.#port.port): void {
    this.#elements.push([map, { address, protocol: this.#port.protocol, port, verdict: { kind: 'goto', chain } }]);
  }

  #refuse(map: VerdictMapName, address: number | undefined, port = this.#port.port): void {
    const verdict: Verdict = this.#usable.any ? { kind: 'drop' } : REJECT;
    const { protocol, name: comment } = this.#port;
    this.#elements.push([map, { address, protocol, port, verdict, comment }]);
  }
}
