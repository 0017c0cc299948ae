// Models CalculateUsage in staging/src/k8s.io/apiserver/pkg/quota/v1/resources.go (v1.35): what a quota's status should say.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { ResourceQuota } from '../../api/generated/types.ts';
import type { ResourceName } from '../../api/resources.ts';
import type { ApiServer } from '../../api/server.ts';
import { type Amounts, addAmounts } from '../../kinds/admission/pod-amounts.ts';
import { isInScopes, isScoped } from '../../kinds/admission/quota/scopes.ts';
import { isUsageName, quotaUsage } from '../../kinds/admission/quota/usage.ts';
import { compareText } from '../../api/order.ts';

/** What the quota allows and how much of that the objects of its namespace take at present. */
export function quotaStatus(server: ApiServer, quota: ResourceQuota): NonNullable<ResourceQuota['status']> {
  const hard = quota.spec?.hard ?? {};
  let used: Amounts = {};
  for (const { resource, group } of countedKinds(server, quota)) {
    const names = Object.keys(hard).filter((amount) => isUsageName(resource, group, amount));
    if (names.length > 0) used = addAmounts(used, usageOf(server, quota, resource, group, names));
  }
  return { hard, used: Object.fromEntries(Object.entries(used).sort(([a], [b]) => compareText(a, b))) };
}

interface Counted {
  readonly resource: ResourceName;
  readonly group: string;
}

/** Quotas with scopes are about Pods alone. */
function countedKinds(server: ApiServer, quota: ResourceQuota): Counted[] {
  const kinds = server.servedKinds().filter(({ namespaced }) => namespaced);
  return kinds
    .map((kind) => ({ resource: server.tableOf(kind), group: kind.group }))
    .filter(({ resource }) => !isScoped(quota) || resource === 'pods');
}

function usageOf(
  server: ApiServer,
  quota: ResourceQuota,
  resource: ResourceName,
  group: string,
  names: readonly string[],
): Amounts {
  let used: Amounts = Object.fromEntries(names.map((amount) => [amount, '0']));
  const listed = server.list(resource, quota.metadata?.namespace);
  const objects: readonly KubeObject[] = listed.ok ? listed.items : [];
  for (const object of objects) {
    if (resource === 'pods' && !isInScopes(quota, object)) continue;
    const all = Object.entries(quotaUsage(resource, group, object, server.now));
    const usage = all.filter(([amount]) => names.includes(amount));
    used = addAmounts(used, Object.fromEntries(usage));
  }
  return used;
}
