// Models staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go (v1.35): who would take more than a
// quota leaves is refused, everybody else is charged.
import type { ApiStatus } from '../../../../../preload/contract/inputs.ts';
import type { ResourceQuota } from '../../../api/generated/types.ts';
import type { Micros } from '../../../kernel/time.ts';
import { sortedKeys } from '../../label-text.ts';
import { compareQuantities, subtractQuantities } from '../../quantities.ts';
import { objectsIn } from '../in-namespace.ts';
import type { AdmissionPlugin } from '../plugin.ts';
import { type Amounts, addAmounts } from '../pod-amounts.ts';
import { type AdmissionRequest, type AdmissionServices, draftOf, forbid, namespaceOf } from '../request.ts';
import { missingAmounts } from './required-amounts.ts';
import { isInScopes, isScoped } from './scopes.ts';
import { isChargedOnUpdate, isUsageName, quotaUsage } from './usage.ts';

export const resourceQuotaPlugin: AdmissionPlugin = { name: 'ResourceQuota', validate: charge };

function charge(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined {
  const namespace = namespaceOf(request);
  if (namespace === '' || (request.operation === 'update' && !isChargedOnUpdate(request.resource))) return undefined;
  const quotas = objectsIn(namespace, services.all('resourcequotas')).filter((quota) => concerns(quota, request));
  if (quotas.length === 0) return undefined;
  for (const quota of quotas) {
    const refused = refuseUnmeasured(quota, request);
    if (refused) return refused;
  }
  const delta = addedUsage(request, services.now);
  const charged: ResourceQuota[] = [];
  for (const quota of quotas) {
    const asked = pick(delta, Object.keys(quota.status?.hard ?? {}));
    if (Object.keys(asked).length === 0) continue;
    const used = addAmounts(quota.status?.used ?? {}, asked);
    const refused = refuseExcess(quota, request, asked, used);
    if (refused) return refused;
    charged.push({ ...quota, status: { ...quota.status, used } });
  }
  if (!request.dryRun) for (const quota of charged) services.storeQuotaStatus(quota);
  return undefined;
}

/** Whether a quota limits anything that such an object takes. */
function concerns(quota: ResourceQuota, request: AdmissionRequest): boolean {
  const pod = draftOf(request, 'pods');
  if (isScoped(quota) && !(pod && isInScopes(quota, pod))) return false;
  return limitedNames(quota, request).length > 0;
}

const limitedNames = ({ status }: ResourceQuota, { resource, kind }: AdmissionRequest): string[] =>
  sortedKeys(status?.hard).filter((name) => isUsageName(resource, kind.group, name));

/** A quota on CPU or memory demands that every container says how much it needs. */
function refuseUnmeasured(quota: ResourceQuota, request: AdmissionRequest): ApiStatus | undefined {
  const names = limitedNames(quota, request);
  const title = quota.metadata?.name ?? '';
  const pod = draftOf(request, 'pods');
  const missing = pod ? missingAmounts(pod, names) : '';
  if (missing !== '') return forbid(request, `failed quota: ${title}: must specify ${missing}`);
  const unknown = names.some((name) => quota.status?.used?.[name] === undefined);
  return unknown ? forbid(request, `status unknown for quota: ${title}, resources: ${names.join(',')}`) : undefined;
}

/** What the request takes beyond what its object took before; nothing that is zero. */
function addedUsage({ resource, kind, object, previous }: AdmissionRequest, now: Micros): Amounts {
  const usage = quotaUsage(resource, kind.group, object, now);
  const before = previous ? quotaUsage(resource, kind.group, previous, now) : {};
  const entries = Object.entries(usage).map(([name, amount]) => {
    const old = before[name];
    return [name, old === undefined ? amount : subtractQuantities(amount, old)] as const;
  });
  return Object.fromEntries(entries.filter(([, amount]) => compareQuantities(amount, '0') > 0));
}

function refuseExcess(
  quota: ResourceQuota,
  request: AdmissionRequest,
  asked: Amounts,
  used: Amounts,
): ApiStatus | undefined {
  const hard = quota.status?.hard ?? {};
  const exceeded = sortedKeys(asked).filter((name) => compareQuantities(used[name] ?? '0', hard[name] ?? '0') > 0);
  if (exceeded.length === 0) return undefined;
  const listed = (amounts: Amounts): string => exceeded.map((name) => `${name}=${amounts[name] ?? '0'}`).join(',');
  const texts = [
    `requested: ${listed(asked)}`,
    `used: ${listed(quota.status?.used ?? {})}`,
    `limited: ${listed(hard)}`,
  ];
  return forbid(request, `exceeded quota: ${quota.metadata?.name ?? ''}, ${texts.join(', ')}`);
}

function pick(amounts: Amounts, names: readonly string[]): Amounts {
  return Object.fromEntries(Object.entries(amounts).filter(([name]) => names.includes(name)));
}
