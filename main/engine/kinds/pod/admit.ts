// Models pkg/registry/core/pod/strategy.go and the admission plugin DefaultTolerationSeconds (v1.35): what the API
// server itself decides about a new Pod.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Pod, PodSpec, Toleration } from '../../api/generated/types.ts';
import type { AdmissionContext } from '../../api/resources.ts';
import type { Unfinished } from '../written.ts';
import { admitPriority } from './priority.ts';
import { qualityOfService } from './quality.ts';
import { useServiceAccount } from './service-account.ts';

const TOLERATION_SECONDS = 300;
/** Taints of nodes that fell silent: Pods stay there for a while before they are evicted. */
const silentNodeTaints = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

export function admitPod(pod: Unfinished<Pod>, { random }: AdmissionContext): ApiStatus | undefined {
  const spec = (pod.spec ??= {});
  tolerateSilentNodes(spec);
  useServiceAccount(pod, spec, random);
  const refused = admitPriority(spec, pod.metadata?.name ?? '');
  pod.status = { phase: 'Pending', qosClass: qualityOfService(pod) };
  return refused;
}

/** What the plugins added on creation is added again where an update left it out. */
export function admitPodUpdate(pod: Unfinished<Pod>, previous: Pod): undefined {
  const spec = (pod.spec ??= {});
  tolerateSilentNodes(spec);
  spec.priority ??= previous.spec?.priority;
  spec.preemptionPolicy ??= previous.spec?.preemptionPolicy;
}

function tolerateSilentNodes(spec: Unfinished<PodSpec>): void {
  for (const key of silentNodeTaints) {
    if ((spec.tolerations ?? []).some((toleration) => toleratesEviction(toleration, key))) continue;
    const added = { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: TOLERATION_SECONDS };
    spec.tolerations = [...(spec.tolerations ?? []), added];
  }
}

function toleratesEviction({ key, effect }: Unfinished<Toleration>, taint: string): boolean {
  return (key === taint || !key) && (effect === 'NoExecute' || !effect);
}
