// Models syncProxyRules in pkg/proxy/ipvs/proxier.go (v1.35): the virtual servers and set members of one port of a Service.
import { contains, hostRange } from '../cidr.ts';
import type { Rule } from '../iptables/rule.ts';
import type { Endpoint } from '../services/endpoint.ts';
import type { PortContext } from '../services/port-context.ts';
import type { Protocol } from '../services/protocol.ts';
import type { ServicePort } from '../services/service-port.ts';
import { type UsableEndpoints, usableEndpoints } from '../services/usable-endpoints.ts';
import type { IpSetEntry, IpSetName } from './ip-sets.ts';

export interface VirtualServer {
  /** `namespace/name` of the Service. */
  readonly service: string;
  readonly protocol: Protocol;
  readonly address: number;
  readonly port: number;
  readonly scheduler: string;
  /** How long a client stays with its real server; undefined without session affinity. */
  readonly persistentSeconds: number | undefined;
  readonly realServers: readonly Endpoint[];
}

export interface WrittenIpvs {
  readonly mode: 'ipvs';
  readonly servers: readonly VirtualServer[];
  /** Addresses that the node takes upon itself, on the interface kube-ipvs0. */
  readonly bound: readonly number[];
  readonly members: readonly (readonly [set: IpSetName, entry: IpSetEntry])[];
  /** Rules of the chain KUBE-IPVS-OUT-FILTER. */
  readonly outFilter: readonly Rule[];
  readonly endpoints: readonly Endpoint[];
  /** How many virtual and real servers there are. */
  readonly count: number;
}

/** What a node's kube-proxy sets up for a port with these endpoints. */
export function writeIpvs(port: ServicePort, endpoints: readonly Endpoint[], context: PortContext): WrittenIpvs {
  const writer = new IpvsPortWriter(port, endpoints, context);
  return writer.write();
}

class IpvsPortWriter {
  readonly #servers: VirtualServer[] = [];
  readonly #bound: number[] = [];
  readonly #members: (readonly [IpSetName, IpSetEntry])[] = [];
  readonly #outFilter: Rule[] = [];
  readonly #port: ServicePort;
  readonly #endpoints: readonly Endpoint[];
  readonly #usable: UsableEndpoints;
  readonly #context: PortContext;

  constructor(port: ServicePort, endpoints: readonly Endpoint[], context: PortContext) {
    this.#port = port;
    this.#endpoints = endpoints;
    this.#usable = usableEndpoints(port, endpoints, context.node);
    this.#context = context;
  }

  write(): WrittenIpvs {
    this.#writeLoopBack();
    this.#writeClusterIp();
    this.#writeExternalIps();
    this.#writeLoadBalancer();
    this.#writeNodePort();
    const { healthCheckNodePort } = this.#port;
    if (healthCheckNodePort !== undefined) {
      this.#members.push(['KUBE-HEALTH-CHECK-NODE-PORT', { port: healthCheckNodePort }]);
    }
    return {
      mode: 'ipvs',
      servers: this.#servers,
      bound: this.#bound,
      members: this.#members,
      outFilter: this.#outFilter,
      endpoints: this.#usable.reachable,
      count: this.#servers.reduce((sum, { realServers }) => sum + realServers.length, this.#servers.length),
    };
  }

  /** A Pod of this node that reaches itself by the Service must be masqueraded. */
  #writeLoopBack(): void {
    const { protocol } = this.#port;
    for (const { address, port, node } of this.#endpoints) {
      if (node !== this.#context.node.name) continue;
      this.#members.push(['KUBE-LOOP-BACK', { address, protocol, port, source: hostRange(address) }]);
    }
  }

  #writeClusterIp(): void {
    const { clusterIp, internalLocal } = this.#port;
    this.#members.push(['KUBE-CLUSTER-IP', this.#at(clusterIp)]);
    this.#bind(clusterIp, internalLocal);
  }

  #writeExternalIps(): void {
    const { externalIps, externalLocal } = this.#port;
    for (const address of externalIps) {
      this.#members.push([externalLocal ? 'KUBE-EXTERNAL-IP-LOCAL' : 'KUBE-EXTERNAL-IP', this.#at(address)]);
      this.#bind(address, externalLocal);
    }
  }

  #writeLoadBalancer(): void {
    const { loadBalancerIps, externalLocal, sourceRanges } = this.#port;
    for (const address of loadBalancerIps) {
      this.#members.push(['KUBE-LOAD-BALANCER', this.#at(address)]);
      if (externalLocal) this.#members.push(['KUBE-LOAD-BALANCER-LOCAL', this.#at(address)]);
      if (sourceRanges.length > 0) this.#writeSourceRanges(address);
      this.#bind(address, externalLocal);
    }
  }

  #writeSourceRanges(address: number): void {
    const entry = this.#at(address);
    this.#members.push(['KUBE-LOAD-BALANCER-FW', entry]);
    for (const source of this.#port.sourceRanges)
      this.#members.push(['KUBE-LOAD-BALANCER-SOURCE-CIDR', { ...entry, source }]);
    if (this.#port.sourceRanges.some((range) => contains(range, this.#context.node.address))) {
      this.#members.push(['KUBE-LOAD-BALANCER-SOURCE-IP', { ...entry, source: hostRange(address) }]);
      return;
    }
    const { protocol, port } = this.#port;
    this.#outFilter.push({
      source: { cidr: hostRange(address) },
      matches: [{ kind: 'ipvs', address, protocol, port }],
      target: { kind: 'drop' },
    });
  }

  #writeNodePort(): void {
    const { nodePort: port, protocol, externalLocal } = this.#port;
    if (port === undefined) return;
    for (const address of this.#context.node.addresses) {
      if (protocol === 'sctp') this.#addNodePort({ address, protocol, port }, externalLocal, 'SCTP-HASH');
      this.#serve(address, port, externalLocal);
    }
    if (protocol !== 'sctp') this.#addNodePort({ port }, externalLocal, protocol === 'udp' ? 'UDP' : 'TCP');
  }

  #addNodePort(entry: IpSetEntry, local: boolean, suffix: 'TCP' | 'UDP' | 'SCTP-HASH'): void {
    this.#members.push([`KUBE-NODE-PORT-${suffix}`, entry]);
    if (local) this.#members.push([`KUBE-NODE-PORT-LOCAL-${suffix}`, entry]);
  }

  #at(address: number): IpSetEntry {
    return { address, protocol: this.#port.protocol, port: this.#port.port };
  }

  /** What another interface of the node has is not bound to kube-ipvs0 too. */
  #bind(address: number, local: boolean): void {
    if (!this.#context.node.addresses.includes(address)) {
      this.#bound.push(address);
      this.#members.push(['KUBE-IPVS-IPS', { address }]);
    }
    this.#serve(address, this.#port.port, local);
  }

  /** With the policy Local, all endpoints are used where the node has none. */
  #serve(address: number, port: number, local: boolean): void {
    const { service, protocol, affinitySeconds: persistentSeconds } = this.#port;
    const { scheduler } = this.#context.settings;
    const realServers = local && this.#usable.local.length > 0 ? this.#usable.local : this.#usable.cluster;
    this.#servers.push({ service, protocol, address, port, scheduler, persistentSeconds, realServers });
  }
}
