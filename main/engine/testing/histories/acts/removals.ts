// Deletions of every kind with every policy, namespaces with all that is in them, finalizers put and taken away, labels.
import type { RandomStream } from '../../../kernel/random.ts';
import { HOLD, NAMES, NAMESPACES, type Place, applied, manifest, merged, request } from '../manifest.ts';
import type { Act } from '../step.ts';
import type { Generator } from './generator.ts';

const NAMESPACED = [
  'deployments',
  'deployments',
  'replicasets',
  'replicationcontrollers',
  'statefulsets',
  'daemonsets',
  'jobs',
  'jobs',
  'cronjobs',
  'services',
  'endpoints',
  'ingresses',
  'networkpolicies',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'persistentvolumeclaims',
  'resourcequotas',
  'limitranges',
  'poddisruptionbudgets',
  'horizontalpodautoscalers',
  'roles',
  'rolebindings',
  'widgets.example.com',
] as const;
const CLUSTER_WIDE = ['persistentvolumes', 'storageclasses', 'priorityclasses', 'ingressclasses'] as const;
const POLICIES = [null, null, 'Background', 'Foreground', 'Orphan'] as const;

function anyPlace(random: RandomStream): Place {
  return { resource: random.pick(NAMESPACED), namespace: random.pick(NAMESPACES), name: random.pick(NAMES) };
}

function remove(random: RandomStream): Act {
  return request({ ...anyPlace(random), verb: 'delete', propagationPolicy: random.pick(POLICIES) ?? undefined });
}

function removeClusterWide(random: RandomStream): Act {
  const name = random.pick([...NAMES, 'quick', 'slow']);
  return request({ verb: 'delete', resource: random.pick(CLUSTER_WIDE), name });
}

function removeAll(random: RandomStream): Act {
  const resource = random.pick([...NAMESPACED, 'pods', 'replicasets', 'controllerrevisions', 'endpointslices']);
  const propagationPolicy = random.pick(POLICIES) ?? undefined;
  return request({ verb: 'delete-collection', resource, namespace: random.pick(NAMESPACES), propagationPolicy });
}

export const createNamespace = () => applied('default', manifest('v1', 'Namespace', { name: 'team' }));
const removeNamespace = () => request({ verb: 'delete', resource: 'namespaces', name: 'team' });

function hold(random: RandomStream): Act {
  return merged(anyPlace(random), { metadata: { finalizers: random.pick([[HOLD], null, null]) } });
}

function relabel(random: RandomStream): Act {
  return merged(anyPlace(random), { metadata: { labels: { stage: random.pick(['test', 'live', null]) } } });
}

export const removals: readonly Generator[] = [
  { weight: 10, make: remove },
  { weight: 1, make: removeClusterWide },
  { weight: 2, make: removeAll },
  { weight: 5, make: createNamespace },
  { weight: 2, make: removeNamespace },
  { weight: 3, make: hold },
  { weight: 1, make: relabel },
];
