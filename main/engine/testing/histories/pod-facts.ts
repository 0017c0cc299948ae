// Plain facts about Pods, read from the objects alone and not from what controllers think of them.
import type { Pod } from '../../api/generated/types.ts';
import { isGoing } from './world.ts';

export const isOver = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** Whether a controller counts the Pod as one of its own. */
export const isActive = (pod: Pod): boolean => !isOver(pod) && !isGoing(pod);

export function hasCondition(pod: Pod, type: string): boolean {
  return pod.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

export const isReady = (pod: Pod): boolean => hasCondition(pod, 'Ready');

/** Whether every label of the selector is on the Pod; an empty selector selects none. */
export function isSelected(pod: Pod, selector: Readonly<Record<string, string>> | undefined): boolean {
  const labels = pod.metadata?.labels ?? {};
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
