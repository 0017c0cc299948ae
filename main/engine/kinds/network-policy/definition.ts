// Models pkg/registry/networking/networkpolicy/strategy.go (v1.35).
import type { NetworkPolicy } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { networkPolicyColumns } from './columns.ts';
import { defaultNetworkPolicy } from './defaults.ts';
import { describeNetworkPolicy } from './describe.ts';
import { validateNetworkPolicy } from './validate.ts';

export const networkPolicyKind: KindDefinition<NetworkPolicy> = {
  resource: 'networkpolicies',
  kind: 'NetworkPolicy',
  group: 'networking.k8s.io',
  version: 'v1',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  categories: [],
  namespaced: true,
  model: 'NetworkPolicy',
  generation: true,
  statusSubresource: false,
  defaults: defaultNetworkPolicy,
  validate: validateNetworkPolicy,
  validateUpdate: () => [],
  columns: networkPolicyColumns,
  describe: describeNetworkPolicy,
};
