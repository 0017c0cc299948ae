// HorizontalPodAutoscalers keep what they scale within their bounds, unless it is scaled to nothing, and say what they see.
import type { KindMap } from '../../../api/resources.ts';
import { type Fault, fault } from '../fault.ts';
import { type World, isGoing, nameOf } from '../world.ts';

const SCALED = { Deployment: 'deployments', ReplicaSet: 'replicasets', StatefulSet: 'statefulsets' } as const;

export function autoscalers(world: World): readonly Fault[] {
  return world
    .all('horizontalpodautoscalers')
    .filter((autoscaler) => !isGoing(autoscaler))
    .flatMap((autoscaler) => judge(autoscaler, world));
}

function judge(autoscaler: KindMap['horizontalpodautoscalers'], world: World): readonly Fault[] {
  const { spec, metadata, status } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  const resource = Object.entries(SCALED).find(([known]) => known === kind)?.[1];
  const target = resource && world.all(resource).find((one) => nameOf(one) === `${metadata?.namespace ?? ''}/${name}`);
  if (!target) return [];
  const wrong = (about: string) => fault('autoscaler', `${nameOf(autoscaler)} ${about}`);
  const [replicas, low, high] = [target.spec?.replicas ?? 1, spec.minReplicas ?? 1, spec.maxReplicas];
  const isWithin = replicas === 0 || (replicas >= low && replicas <= high);
  const isSeen = status?.currentReplicas === replicas;
  return [
    ...(isWithin ? [] : [wrong(`lets ${kind} want ${String(replicas)}, not ${String(low)} to ${String(high)}`)]),
    ...(isSeen ? [] : [wrong(`sees ${String(status?.currentReplicas)} of ${String(replicas)}`)]),
  ];
}
