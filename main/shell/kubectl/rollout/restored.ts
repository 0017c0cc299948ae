// Models what staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollback.go (v1.35) puts into a Deployment again.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { PodTemplateSpec } from '../../../engine/api/generated/types.ts';

const HASH_LABEL = 'pod-template-hash';

/** The Deployment keeps its own of these. */
const KEPT = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

/** A template without the label that tells ReplicaSets apart. */
export function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { labels, ...metadata } = template.metadata ?? {};
  const kept = Object.entries(labels ?? {}).filter(([key]) => key !== HASH_LABEL);
  return { ...template, metadata: { ...metadata, ...(labels && { labels: Object.fromEntries(kept) }) } };
}

/** The annotations of a Deployment that goes back to what a ReplicaSet keeps. */
export function restoringAnnotations(deployment: KubeObject, keeper: KubeObject): Readonly<Record<string, string>> {
  const own = Object.entries(deployment.metadata?.annotations ?? {}).filter(([key]) => KEPT.includes(key));
  const old = Object.entries(keeper.metadata?.annotations ?? {}).filter(([key]) => !KEPT.includes(key));
  return Object.fromEntries([...own, ...old]);
}
