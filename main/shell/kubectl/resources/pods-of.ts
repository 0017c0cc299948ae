// Models polymorphichelpers (staging/src/k8s.io/kubectl/pkg/polymorphichelpers, v1.35): the Pods that an object stands
// for.
import type * as k from '../../../engine/api/generated/types.ts';
import { formatSelector } from '../../../engine/kinds/label-text.ts';
import { ask } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import type { Item } from './visit.ts';

/**
 * The Pods of an item in the order in which one of them is chosen; the Pod itself when it is one. Throws PlainError, which
 * begins with `cannot`: what cannot be done to the item.
 */
export async function podsOf(context: CommandContext, item: Item, cannot: string): Promise<readonly k.Pod[]> {
  const object = item.object ?? {};
  if (item.resource.resource === 'pods') return [object];
  const labelSelector = podSelectorOf(item);
  if (labelSelector === undefined) {
    const type = `*${item.resource.version}.${item.resource.kind}`;
    throw new PlainError(`${cannot} ${type}: selector for ${type} not implemented`);
  }
  const request = { verb: 'list', resource: 'pods', namespace: item.namespace, labelSelector } as const;
  const { items = [] } = await ask(context, request);
  return byUse(items);
}

/** The label selector of what has Pods, as text; undefined for what has none. */
export function podSelectorOf({ object, resource }: Pick<Item, 'object' | 'resource'>): string | undefined {
  switch (resource.resource) {
    case 'replicationcontrollers':
    case 'services':
      return formatSelector({ matchLabels: (object as k.Service | k.ReplicationController).spec?.selector ?? {} });
    case 'deployments':
    case 'replicasets':
    case 'statefulsets':
    case 'daemonsets':
    case 'jobs':
      return formatSelector((object as k.Deployment).spec?.selector);
    default:
      return undefined;
  }
}

/** Ready ones and those that have run for long come first. */
export const byUse = (pods: readonly k.Pod[]): readonly k.Pod[] => [...pods].sort(compare);

function compare(a: k.Pod, b: k.Pod): number {
  return rank(a) - rank(b) || (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0);
}

function rank({ spec, status }: k.Pod): number {
  const isReady = status?.conditions?.some(({ type, status: holds }) => type === 'Ready' && holds === 'True') ?? false;
  const phase = ['Running', 'Unknown', 'Pending'].indexOf(status?.phase ?? '');
  return (spec?.nodeName === undefined ? 100 : 0) + (phase < 0 ? 30 : phase * 10) + (isReady ? 0 : 1);
}

const startOf = ({ metadata }: k.Pod): string => metadata?.creationTimestamp ?? '';
