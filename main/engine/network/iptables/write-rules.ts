// Models pkg/proxy/iptables/proxier.go (v1.35), syncProxyRules: the rules of one port of a Service.
import { type Cidr, contains, hostRange, parseCidr } from '../cidr.ts';
import type { Endpoint } from '../services/endpoint.ts';
import type { PortContext } from '../services/port-context.ts';
import { type AddressMatch, type Match, type Rule, type Target, comment, jump, oneIn } from './rule.ts';
import { type ServicePort, isExternallyAccessible } from '../services/service-port.ts';
import { type UsableEndpoints, servedTraffic, usableEndpoints } from '../services/usable-endpoints.ts';

/** Rules by chain, in order; chains without rules do not appear. */
export type WrittenChains = ReadonlyMap<string, readonly Rule[]>;

export interface WrittenRules {
  readonly mode: 'iptables';
  readonly nat: WrittenChains;
  readonly filter: WrittenChains;
  /** The endpoints for which there are chains. */
  readonly endpoints: readonly Endpoint[];
  /** How many rules there are in both tables. */
  readonly count: number;
}

const LOOPBACK = parseCidr('127.0.0.0/8');

/** The rules that a node's kube-proxy writes for a port with these endpoints. */
export function writeRules(port: ServicePort, endpoints: readonly Endpoint[], context: PortContext): WrittenRules {
  const usable = usableEndpoints(port, endpoints, context.node);
  const writer = new ServiceRulesWriter(port, usable, context);
  return { mode: 'iptables', ...writer.write(), endpoints: usable.reachable };
}

interface RuleParts {
  readonly source?: AddressMatch | undefined;
  readonly destination?: number | undefined;
  readonly port?: number | undefined;
  readonly matches?: readonly Match[] | undefined;
  readonly target?: Target | undefined;
}

class ServiceRulesWriter {
  readonly #nat = new Map<string, Rule[]>();
  readonly #filter = new Map<string, Rule[]>();
  readonly #port: ServicePort;
  readonly #usable: UsableEndpoints;
  readonly #context: PortContext;
  readonly #clusterRange: Cidr | undefined;
  readonly #served: ReturnType<typeof servedTraffic>;

  constructor(port: ServicePort, usable: UsableEndpoints, context: PortContext) {
    this.#port = port;
    this.#usable = usable;
    this.#context = context;
    this.#clusterRange = parseCidr(context.settings.clusterCidr);
    this.#served = servedTraffic(port, usable);
  }

  write(): { nat: WrittenChains; filter: WrittenChains; count: number } {
    const { chains } = this.#port;
    this.#writeClusterIp();
    this.#writeExternalAddresses();
    this.#writeNodePort();
    this.#writeHealthCheck();
    if (this.#usable.any && isExternallyAccessible(this.#port)) this.#writeExternalChain();
    if (this.#hasFirewall()) this.#writeFirewallChain();
    this.#writeBalance(chains.cluster, this.#usable.cluster);
    this.#writeBalance(chains.local, this.#usable.local);
    for (const endpoint of this.#usable.reachable) this.#writeEndpoint(endpoint);
    let count = 0;
    for (const chains of [this.#nat, this.#filter]) for (const rules of chains.values()) count += rules.length;
    return { nat: this.#nat, filter: this.#filter, count };
  }

  #writeClusterIp(): void {
    const { name, clusterIp, port, internalLocal, chains } = this.#port;
    const address = { destination: clusterIp, port };
    if (!this.#served.internal) {
      this.#add(this.#filter, 'KUBE-SERVICES', `${name} ${this.#lack()}`, { ...address, target: this.#refusal() });
      return;
    }
    const chain = internalLocal ? chains.local : chains.cluster;
    const text = `${name} cluster IP`;
    this.#add(this.#nat, 'KUBE-SERVICES', text, { ...address, target: jump(chain) });
    if (!this.#context.settings.masqueradeAll && !this.#clusterRange) return;
    const source = this.#context.settings.masqueradeAll ? undefined : this.#outsidePods();
    this.#add(this.#nat, chain, text, { ...address, source, target: jump('KUBE-MARK-MASQ') });
  }

  #writeExternalAddresses(): void {
    const { name, port, externalIps, loadBalancerIps, chains } = this.#port;
    const balancerChain = this.#hasFirewall() ? chains.firewall : chains.external;
    for (const destination of externalIps) this.#capture(`${name} external IP`, { destination, port }, chains.external);
    for (const destination of loadBalancerIps) {
      this.#capture(`${name} loadbalancer IP`, { destination, port }, balancerChain);
      if (!this.#hasFirewall()) continue;
      const text = `${name} traffic not accepted by ${chains.firewall}`;
      this.#add(this.#filter, 'KUBE-PROXY-FIREWALL', text, { destination, port, target: { kind: 'drop' } });
    }
  }

  #capture(text: string, address: RuleParts, chain: string): void {
    if (this.#usable.any) this.#add(this.#nat, 'KUBE-SERVICES', text, { ...address, target: jump(chain) });
    this.#refuseExternal(address);
  }

  #refuseExternal(address: RuleParts): void {
    if (this.#served.external) return;
    const text = `${this.#port.name} ${this.#lack()}`;
    this.#add(this.#filter, 'KUBE-EXTERNAL-SERVICES', text, { ...address, target: this.#refusal() });
  }

  #writeNodePort(): void {
    const { name, nodePort, chains } = this.#port;
    if (nodePort === undefined) return;
    const target = jump(chains.external);
    if (this.#usable.any && this.#context.settings.localhostNodePorts && LOOPBACK) {
      this.#push(this.#nat, 'KUBE-NODEPORTS', {
        destination: { cidr: LOOPBACK },
        protocol: this.#port.protocol,
        matches: [comment(name), this.#portMatch(nodePort), { kind: 'nfacct', name: 'localhost_nps_accepted_pkts' }],
        target,
      });
    }
    if (this.#usable.any) this.#add(this.#nat, 'KUBE-NODEPORTS', name, { port: nodePort, target });
    this.#refuseExternal({ port: nodePort, matches: [{ kind: 'addrtype', side: 'dst' }] });
  }

  #writeHealthCheck(): void {
    const { name, healthCheckNodePort: port } = this.#port;
    if (port === undefined) return;
    const matches: readonly Match[] = [
      comment(`${name} health check node port`),
      { kind: 'port', protocol: 'tcp', port },
    ];
    this.#push(this.#filter, 'KUBE-NODEPORTS', { protocol: 'tcp', matches, target: { kind: 'accept' } });
  }

  #writeExternalChain(): void {
    const { name, externalLocal, chains } = this.#port;
    if (externalLocal) {
      this.#writeShortCircuit(`${name} external destinations`);
    } else {
      const target = jump('KUBE-MARK-MASQ');
      this.#add(this.#nat, chains.external, `masquerade traffic for ${name} external destinations`, { target });
    }
    if (!this.#served.external) return;
    const target = jump(externalLocal ? chains.local : chains.cluster);
    this.#push(this.#nat, chains.external, { matches: [], target });
  }

  /** With the policy Local, Pods and the node itself still reach every endpoint. */
  #writeShortCircuit(destinations: string): void {
    const { external, cluster } = this.#port.chains;
    const target = jump(cluster);
    const matches: readonly Match[] = [{ kind: 'addrtype', side: 'src' }];
    if (this.#clusterRange) {
      const source = { cidr: this.#clusterRange };
      this.#add(this.#nat, external, `pod traffic for ${destinations}`, { source, target });
    }
    const mark = jump('KUBE-MARK-MASQ');
    this.#add(this.#nat, external, `masquerade LOCAL traffic for ${destinations}`, { matches, target: mark });
    this.#add(this.#nat, external, `route LOCAL traffic for ${destinations}`, { matches, target });
  }

  #writeFirewallChain(): void {
    const { name, sourceRanges, loadBalancerIps, chains } = this.#port;
    const text = `${name} loadbalancer IP`;
    const allow = (cidr: Cidr) =>
      this.#add(this.#nat, chains.firewall, text, { source: { cidr }, target: jump(chains.external) });
    sourceRanges.forEach(allow);
    // A node may carry the load balancer's address itself and then comes with it.
    const fromNode = sourceRanges.some((range) => contains(range, this.#context.node.address));
    if (fromNode) loadBalancerIps.map(hostRange).forEach(allow);
    this.#add(this.#nat, chains.firewall, `other traffic to ${name} will be dropped by KUBE-PROXY-FIREWALL`, {});
  }

  #writeBalance(chain: string, endpoints: readonly Endpoint[]): void {
    const { affinitySeconds: seconds } = this.#port;
    if (seconds !== undefined) {
      for (const endpoint of endpoints)
        this.#choose(chain, endpoint, { kind: 'recent-check', list: endpoint.chain, seconds });
    }
    endpoints.forEach((endpoint, index) => {
      const left = endpoints.length - index;
      this.#choose(chain, endpoint, left > 1 ? { kind: 'statistic', threshold: oneIn(left) } : undefined);
    });
  }

  #choose(chain: string, endpoint: Endpoint, condition: Match | undefined): void {
    const remark = this.#remark(`${this.#port.name} -> ${endpoint.text}`);
    const matches = condition ? [...remark, condition] : remark;
    this.#push(this.#nat, chain, { matches, target: jump(endpoint.chain) });
  }

  #writeEndpoint({ chain, address, port }: Endpoint): void {
    const { name, protocol, affinitySeconds } = this.#port;
    const remark = this.#remark(name);
    const source = { cidr: hostRange(address) };
    this.#push(this.#nat, chain, { source, matches: remark, target: jump('KUBE-MARK-MASQ') });
    const remember: readonly Match[] = affinitySeconds === undefined ? [] : [{ kind: 'recent-set', list: chain }];
    const matches = [...remark, ...remember, this.#portMatch()];
    this.#push(this.#nat, chain, { protocol, matches, target: { kind: 'dnat', address, port } });
  }

  #hasFirewall(): boolean {
    const { loadBalancerIps, sourceRanges } = this.#port;
    return this.#usable.any && loadBalancerIps.length > 0 && sourceRanges.length > 0;
  }

  #lack(): string {
    return this.#usable.any ? 'has no local endpoints' : 'has no endpoints';
  }

  #refusal(): Target {
    return { kind: this.#usable.any ? 'drop' : 'reject' };
  }

  #outsidePods(): AddressMatch | undefined {
    return this.#clusterRange && { cidr: this.#clusterRange, inverted: true };
  }

  #remark(text: string): readonly Match[] {
    return this.#context.large ? [] : [comment(text)];
  }

  #portMatch(port?: number): Match {
    return { kind: 'port', protocol: this.#port.protocol, port };
  }

  #add(table: Map<string, Rule[]>, chain: string, text: string, parts: RuleParts): void {
    const { source, destination, port, matches = [], target } = parts;
    this.#push(table, chain, {
      source,
      destination: destination === undefined ? undefined : { cidr: hostRange(destination) },
      protocol: port === undefined ? undefined : this.#port.protocol,
      matches: [comment(text), ...matches, ...(port === undefined ? [] : [this.#portMatch(port)])],
      target,
    });
  }

  #push(table: Map<string, Rule[]>, chain: string, rule: Rule): void {
    const rules = table.get(chain) ?? [];
    rules.push({ ...rule, service: this.#port.service });
    table.set(chain, rules);
  }
}
