// The configuration of a kube-proxy as tests of rules have it.
import type { ProxyMode, RuleSettings } from '../services/port-context.ts';

export function ruleSettings(mode: ProxyMode): RuleSettings {
  return {
    mode,
    clusterCidr: '10.100.0.0/16',
    serviceCidr: '10.200.0.0/16',
    masqueradeAll: false,
    localhostNodePorts: true,
    scheduler: 'rr',
  };
}
