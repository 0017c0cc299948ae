// Models getNewReplicaSet in pkg/controller/deployment/sync.go (v1.35): the ReplicaSet of a Deployment's present template.
import type { KindMap } from '../../api/resources.ts';
import { controllerReference } from '../owners.ts';
import { templateHash } from '../template-hash.ts';
import { maxSurge } from './bounds.ts';
import { HASH_LABEL, desiredReplicas } from './replica-sets.ts';
import { newSetAnnotations, withSizes } from './revisions.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];

/** The set by its size, which is rolled out as `revision`. */
export function newReplicaSet(deployment: Deployment, revision: number): (size: number) => ReplicaSet {
  const { metadata, spec, status } = deployment;
  const hash = templateHash(spec?.template ?? {}, status?.collisionCount);
  const labels = { ...spec?.template.metadata?.labels, [HASH_LABEL]: hash };
  const desired = desiredReplicas(deployment);
  const annotations = newSetAnnotations(deployment, {}, revision);
  return (replicas) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata?.name ?? ''}-${hash}`,
      namespace: metadata?.namespace,
      labels,
      annotations: withSizes(annotations, desired, desired + maxSurge(deployment)),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      minReadySeconds: spec?.minReadySeconds,
      selector: { ...spec?.selector, matchLabels: { ...spec?.selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...spec?.template, metadata: { ...spec?.template.metadata, labels } },
    },
  });
}
