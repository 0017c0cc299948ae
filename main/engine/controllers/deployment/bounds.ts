// Models ResolveFenceposts and its users in pkg/controller/deployment/util/deployment_util.go (v1.35): how far a rolling
// update may stray from the size that is asked for.
import type { KindMap } from '../../api/resources.ts';
import { scaledAmount } from '../int-or-percent.ts';
import { desiredReplicas, specifiedReplicas } from './replica-sets.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];

export const isRolling = ({ spec }: Deployment): boolean => spec?.strategy?.type === 'RollingUpdate';

/** Pods above the size that may be there for a while. */
export function maxSurge(deployment: Deployment): number {
  if (!isRolling(deployment)) return 0;
  return scaledAmount(deployment.spec?.strategy?.rollingUpdate?.maxSurge ?? 0, desiredReplicas(deployment), 'up');
}

/** Pods below the size that may be unavailable; one at least when there may be none above it. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = desiredReplicas(deployment);
  if (!isRolling(deployment) || replicas === 0) return 0;
  const wanted = scaledAmount(deployment.spec?.strategy?.rollingUpdate?.maxUnavailable ?? 0, replicas, 'down');
  const count = wanted === 0 && maxSurge(deployment) === 0 ? 1 : wanted;
  return Math.min(count, replicas);
}

/** How large the ReplicaSet of the present template may be now, when it has `size` of `all` Pods. */
export function newSize(deployment: Deployment, all: readonly ReplicaSet[], size: number): number {
  const replicas = desiredReplicas(deployment);
  if (!isRolling(deployment)) return replicas;
  const room = replicas + maxSurge(deployment) - specifiedReplicas(all);
  return room <= 0 ? size : size + Math.min(room, replicas - size);
}
