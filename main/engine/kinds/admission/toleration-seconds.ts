// Models plugin/pkg/admission/defaulttolerationseconds/admission.go (v1.35): Pods stay for a while on nodes that fell
// silent.
import type { PodSpec, Toleration } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { draftOf } from './request.ts';

const TOLERATION_SECONDS = 300;
const silentNodeTaints = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

export const tolerationSecondsPlugin: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  mutate: (request) => {
    const pod = draftOf(request, 'pods');
    if (pod) tolerateSilentNodes((pod.spec ??= {}));
    return undefined;
  },
};

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
