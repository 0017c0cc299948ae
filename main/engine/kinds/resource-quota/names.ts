// Models IsStandardQuotaResourceName in pkg/apis/core/helper/helpers.go (v1.35): what quotas may limit.
const amountNames = ['cpu', 'memory', 'ephemeral-storage'];
const objectNames = [
  ...['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'persistentvolumeclaims'],
  ...['configmaps', 'services.nodeports', 'services.loadbalancers'],
];

export const standardNames = [
  ...amountNames,
  ...amountNames.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'requests.storage',
  ...objectNames,
];

export const isObjectName = (name: string): boolean => objectNames.includes(name);

/** What is counted in whole things: objects, and whatever extends a node. */
export const isCount = (name: string): boolean =>
  isObjectName(name) || (name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.'));
