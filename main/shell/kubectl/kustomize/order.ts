// Models SortOrderTransformer of sigs.k8s.io/kustomize/api: what others need comes first.
import { isJsonObject } from '../../../engine/kernel/json.ts';
import { textAt, textsAt, type Kustomization } from './kustomization.ts';
import { type Id, idOf, type Resource } from './resource.ts';

const FIRST = [
  ...['Namespace', 'ResourceQuota', 'StorageClass', 'CustomResourceDefinition', 'ServiceAccount', 'PodSecurityPolicy'],
  ...['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'ConfigMap', 'Secret', 'Endpoints', 'Service'],
  ...['LimitRange', 'PriorityClass', 'PersistentVolume', 'PersistentVolumeClaim', 'Deployment', 'StatefulSet'],
  ...['CronJob', 'PodDisruptionBudget'],
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** The resources in the order that the kustomization asks for; `usual` is how they go when it asks for none. */
export function inOrder(
  { fields }: Kustomization,
  resources: readonly Resource[],
  usual: 'legacy' | 'fifo',
): readonly Resource[] {
  const options = fields['sortOptions'];
  const order = isJsonObject(options) ? textAt(options, 'order') || 'fifo' : usual;
  if (order !== 'legacy') return resources;
  const own =
    isJsonObject(options) && isJsonObject(options['legacySortOptions']) ? options['legacySortOptions'] : undefined;
  const [first, last] = own ? [textsAt(own, 'orderFirst'), textsAt(own, 'orderLast')] : [FIRST, LAST];
  const rank = ({ kind }: Id) => (first.includes(kind) ? first.indexOf(kind) - first.length : last.indexOf(kind) + 1);
  return resources
    .map((resource) => ({ resource, id: idOf(resource) }))
    .sort((a, b) => rank(a.id) - rank(b.id) || compare(keyOf(a.id), keyOf(b.id)))
    .map(({ resource }) => resource);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What is missing sorts behind all that is there. */
const keyOf = ({ group, version, kind, namespace, name }: Id): string =>
  `${group || '~G'}_${version || '~V'}_${kind || '~K'}|${namespace || '~X'}|${name || '~N'}`;
