// Models pkg/quota/v1/evaluator/core (v1.35): what an object costs a quota, by the names that quotas use.
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import type { PersistentVolumeClaim, Pod, Service } from '../../../api/generated/types.ts';
import type { ResourceName } from '../../../api/resources.ts';
import { type Micros, SECOND, fromTimestamp } from '../../../kernel/time.ts';
import { storageClassOf } from '../../access-modes.ts';
import type { Written } from '../../written.ts';
import { type Amounts, podAmounts } from '../pod-amounts.ts';

/** Kinds that quotas may count by their bare names too. */
const countedByName = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
];
const computeResources = ['cpu', 'memory', 'ephemeral-storage'];
const CLASS_SUFFIX = '.storageclass.storage.k8s.io/';

/** What `object` of `resource` (of API group `group`) takes from a quota now: `{pods: '1', 'requests.cpu': '100m', …}`. */
export function quotaUsage(resource: ResourceName, group: string, object: KubeObject, now: Micros): Amounts {
  const counts = objectCounts(resource, group);
  switch (resource) {
    case 'pods':
      return podUsage(object, counts, now);
    case 'services':
      return { ...counts, ...serviceUsage(object) };
    case 'persistentvolumeclaims':
      return { ...counts, ...claimUsage(object) };
    default:
      return counts;
  }
}

/** Whether quotas may limit such requests at all: sizes of Pods are settled when they are created. */
export const isChargedOnUpdate = (resource: ResourceName): boolean =>
  resource === 'services' || resource === 'persistentvolumeclaims';

/** Whether a name in a quota is about objects of that kind. */
export function isUsageName(resource: ResourceName, group: string, name: string): boolean {
  if (Object.hasOwn(objectCounts(resource, group), name)) return true;
  if (resource === 'services') return name === 'services.nodeports' || name === 'services.loadbalancers';
  if (resource === 'persistentvolumeclaims') return name === 'requests.storage' || name.includes(CLASS_SUFFIX);
  return resource === 'pods' && isPodAmount(name);
}

function isPodAmount(name: string): boolean {
  if (computeResources.includes(name) || name.startsWith('hugepages-')) return true;
  const [, amount] = /^(?:requests|limits)\.(.+)$/.exec(name) ?? [];
  if (amount === undefined || amount === 'storage' || name.includes(CLASS_SUFFIX)) return false;
  return computeResources.includes(amount) || amount.startsWith('hugepages-') || amount.includes('/');
}

function objectCounts(resource: ResourceName, group: string): Amounts {
  // Tables of custom resources bear the name of their group already.
  const isWhole = group === '' || resource.endsWith(`.${group}`);
  const counts: Record<string, string> = { [`count/${resource}${isWhole ? '' : `.${group}`}`]: '1' };
  if (countedByName.includes(resource)) counts[resource] = '1';
  return counts;
}

/** Pods that have ended, and those that should have gone long ago, hold nothing but their object. */
function podUsage(pod: Pod, counts: Amounts, now: Micros): Amounts {
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed' || isOverdue(pod, now)) return { 'count/pods': '1' };
  return { ...counts, ...computeUsage(podAmounts(pod, 'requests'), podAmounts(pod, 'limits')) };
}

/** Whether a Pod that is being deleted is still there when its grace is over twice, as on a lost node. */
function isOverdue({ metadata }: Pod, now: Micros): boolean {
  const due = fromTimestamp(metadata?.deletionTimestamp ?? '');
  const graceUs = (metadata?.deletionGracePeriodSeconds ?? Infinity) * SECOND;
  return due !== undefined && now > due + graceUs;
}

/** Requests and limits under the names of quotas; CPU, memory and disk also without a prefix. */
export function computeUsage(requests: Amounts, limits: Amounts): Amounts {
  const usage: Record<string, string> = {};
  for (const [name, amount] of Object.entries(requests)) {
    if (computeResources.includes(name) || name.startsWith('hugepages-')) usage[name] = amount;
    usage[`requests.${name}`] = amount;
  }
  for (const [name, amount] of Object.entries(limits)) {
    if (computeResources.includes(name)) usage[`limits.${name}`] = amount;
  }
  return usage;
}

function serviceUsage({ spec }: Written<Service>): Amounts {
  const ports = spec?.ports ?? [];
  const balanced = spec?.type === 'LoadBalancer';
  const nodePorts =
    spec?.type === 'NodePort'
      ? ports.length
      : balanced && spec.allocateLoadBalancerNodePorts === false
        ? ports.filter(({ nodePort }) => nodePort).length
        : balanced
          ? ports.length
          : 0;
  return { 'services.nodeports': String(nodePorts), 'services.loadbalancers': balanced ? '1' : '0' };
}

function claimUsage(claim: PersistentVolumeClaim): Amounts {
  const size = claim.status?.allocatedResources?.['storage'] ?? claim.spec?.resources?.requests?.['storage'];
  const storageClass = storageClassOf(claim);
  const usage: Record<string, string> = size === undefined ? {} : { 'requests.storage': size };
  if (storageClass === '') return usage;
  if (size !== undefined) usage[`${storageClass}${CLASS_SUFFIX}requests.storage`] = size;
  usage[`${storageClass}${CLASS_SUFFIX}persistentvolumeclaims`] = '1';
  return usage;
}
