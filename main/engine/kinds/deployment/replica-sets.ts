// Models staging/src/k8s.io/kubectl/pkg/util/deployment/deployment.go (v1.35): which ReplicaSets are a Deployment's.
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/generated/types.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { matcherOf } from '../matcher.ts';
import { compareText } from '../../api/order.ts';

const HASH_LABEL = 'pod-template-hash';

/** Those it controls and still selects, in the order in which they are listed. */
export function replicaSetsOf(deployment: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet[] {
  const selects = matcherOf(deployment.spec?.selector);
  return replicaSets.filter(({ metadata }) => {
    const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
    return owner?.uid === deployment.metadata?.uid && selects(metadata?.labels ?? {});
  });
}

/** The oldest with the Deployment's present template; undefined when there is none yet. */
export function newReplicaSetOf(deployment: Deployment, owned: readonly ReplicaSet[]): ReplicaSet | undefined {
  const same = owned.filter(({ spec }) => isSameTemplate(spec?.template, deployment.spec?.template));
  return same.sort(byAge)[0];
}

/** Whether two templates say the same, whatever their hash. */
export function isSameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return jsonEqual(withoutHash(a), withoutHash(b));
}

/** The oldest first. */
export function byAge({ metadata: a }: ReplicaSet, { metadata: b }: ReplicaSet): number {
  return (
    compareText(a?.creationTimestamp ?? '', b?.creationTimestamp ?? '') || compareText(a?.name ?? '', b?.name ?? '')
  );
}

function withoutHash(template: PodTemplateSpec | undefined): object {
  const labels = Object.entries(template?.metadata?.labels ?? {}).filter(([key]) => key !== HASH_LABEL);
  return { ...template, metadata: { ...template?.metadata, labels: Object.fromEntries(labels) } };
}
