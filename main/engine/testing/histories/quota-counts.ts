// How many of everything a namespace has, as quotas count it; counted from the objects.
import type { KindMap, ResourceName } from '../../api/resources.ts';
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

/** What quotas count of a resource: pairs of the amount's name and how many there are. */
export function countedOf(resource: string, objects: Objects): readonly (readonly [amount: string, used: number])[] {
  if (resource === 'pods') return [['pods', objects.all('pods').filter((pod) => !isOver(pod)).length]];
  if (resource === 'jobs') return [['count/jobs.batch', objects.all('jobs').length]];
  const plain = PLAIN.find((known) => known === resource);
  const counted = plain === undefined ? [] : [[plain, objects.all(plain).length] as const];
  return resource === 'services' ? [...counted, ['services.nodeports', nodePortsOf(objects)]] : counted;
}

function nodePortsOf(objects: Objects): number {
  const services = objects
    .all('services')
    .filter(({ spec }) => ['NodePort', 'LoadBalancer'].includes(spec?.type ?? ''));
  return services.reduce((sum, { spec }) => sum + (spec?.ports?.length ?? 0), 0);
}

/** All that `countedOf` knows. */
export const COUNTED_RESOURCES = ['pods', 'jobs', ...PLAIN] as const;
