// Models UpdatePodCondition in pkg/api/v1/pod/util.go (v1.35) for the condition that tells why a Pod was taken down.
import type { KindMap } from '../../api/resources.ts';

type Pod = KindMap['pods'];

export function withDisruption(pod: Pod, reason: string, message: string, lastTransitionTime: string): Pod {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  const condition = { type: 'DisruptionTarget', status: 'True', lastTransitionTime, reason, message };
  return { ...pod, status: { ...pod.status, conditions: [...others, condition] } };
}
