// What decides, besides the Service and its endpoints, how a kube-proxy writes the rules of a port.
import type { NodePlace } from './usable-endpoints.ts';

export type ProxyMode = 'iptables' | 'ipvs' | 'nftables';

/** Of kube-proxy's configuration what decides its rules. */
export type RuleSettings = {
  readonly mode: ProxyMode;
  /** Addresses of Pods: what does not come from here is masqueraded on its way to a cluster IP. */
  readonly clusterCidr: string;
  /** Addresses of Services. */
  readonly serviceCidr: string;
  readonly masqueradeAll: boolean;
  /** Whether node ports answer on 127.0.0.1 too; iptables alone. */
  readonly localhostNodePorts: boolean;
  /** How ipvs chooses a real server. */
  readonly scheduler: string;
};

export interface PortContext {
  readonly settings: RuleSettings;
  readonly node: NodePlace;
  /** With more than 1,000 endpoints in all, iptables' chains of a Service are written without comments. */
  readonly large: boolean;
}
