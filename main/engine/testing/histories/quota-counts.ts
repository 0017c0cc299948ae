// How many of everything a namespace has, as quotas count it; counted from the objects.
import type { Pod, Service } from '../../api/generated/types.ts';
import type { KindMap, ResourceName } from '../../api/resources.ts';
import { type Micros, SECOND, fromTimestamp } from '../../kernel/time.ts';
import { requestsOf } from './node-room.ts';
import { isOver } from './pod-facts.ts';

interface Objects {
  all<R extends ResourceName>(resource: R): readonly KindMap[R][];
}

/** The same objects, those of one namespace only. */
export function withinNamespace(objects: Objects, namespace: string): Objects {
  return {
    all: (resource) => objects.all(resource).filter(({ metadata }) => metadata?.namespace === namespace),
  };
}

const PLAIN = ['services', 'configmaps', 'persistentvolumeclaims', 'secrets', 'replicationcontrollers'] as const;

type Counts = readonly (readonly [amount: string, used: number])[];

/** What quotas count of a resource: pairs of the amount's name and how much there is of it. */
export function countedOf(resource: string, objects: Objects, now: Micros): Counts {
  if (resource === 'pods') return podAmounts(objects.all('pods').filter((pod) => !isOver(pod) && !isOverdue(pod, now)));
  if (resource === 'jobs') return [['count/jobs.batch', objects.all('jobs').length]];
  const plain = PLAIN.find((known) => known === resource);
  const counted = plain === undefined ? [] : [[plain, objects.all(plain).length] as const];
  if (resource !== 'services') return counted;
  return [...counted, ['services.nodeports', objects.all('services').reduce((sum, one) => sum + nodePortsOf(one), 0)]];
}

function podAmounts(pods: readonly Pod[]): Counts {
  const sum = (amountOf: (pod: Pod) => number) => pods.reduce((total, pod) => total + amountOf(pod), 0);
  return [
    ['pods', pods.length],
    ['requests.cpu', sum((pod) => requestsOf(pod).cpuMilli) / 1000],
    ['limits.memory', sum((pod) => requestsOf(pod, 'limits').memoryBytes)],
  ];
}

/** Whether a Pod that is being deleted is there still when its grace is over twice: it is not charged for any more. */
function isOverdue({ metadata }: Pod, now: Micros): boolean {
  const due = fromTimestamp(metadata?.deletionTimestamp ?? '') ?? Infinity;
  return now > due + (metadata?.deletionGracePeriodSeconds ?? 0) * SECOND;
}

/** How many node ports a Service has. */
export function nodePortsOf({ spec }: Service): number {
  return ['NodePort', 'LoadBalancer'].includes(spec?.type ?? '') ? (spec?.ports?.length ?? 0) : 0;
}

/** All that `countedOf` knows. */
export const COUNTED_RESOURCES = ['pods', 'jobs', ...PLAIN] as const;
