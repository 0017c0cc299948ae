// Models the helpers of pkg/controller/deployment/util/deployment_util.go (v1.35) that look at a Deployment's ReplicaSets.
import type { KindMap } from '../../api/resources.ts';
import { byAge } from '../../kinds/deployment/replica-sets.ts';
import { revisionOf } from './revisions.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];

export const HASH_LABEL = 'pod-template-hash';

export const desiredReplicas = ({ spec }: Deployment): number => spec?.replicas ?? 1;
export const sizeOf = ({ spec }: ReplicaSet): number => spec?.replicas ?? 1;
export const isActive = (set: ReplicaSet): boolean => sizeOf(set) > 0;

/** Pods that the sets are to have. */
export const specifiedReplicas = (sets: readonly ReplicaSet[]): number => sum(sets.map(sizeOf));
/** Pods that they have. */
export const actualReplicas = (sets: readonly ReplicaSet[]): number => sum(sets.map(({ status }) => status?.replicas));
export const readyReplicas = (sets: readonly ReplicaSet[]): number =>
  sum(sets.map(({ status }) => status?.readyReplicas));
export const availableReplicas = (sets: readonly ReplicaSet[]): number =>
  sum(sets.map(({ status }) => status?.availableReplicas));

/** Pods that are ending; undefined as long as one of the sets has not been counted. */
export function terminatingReplicas(sets: readonly ReplicaSet[]): number | undefined {
  const counts = sets.map(({ status }) => status?.terminatingReplicas);
  return counts.includes(undefined) ? undefined : sum(counts);
}

/** The largest first; of two of the same size the newer. */
export const bySizeNewer = (a: ReplicaSet, b: ReplicaSet): number => sizeOf(b) - sizeOf(a) || byAge(b, a);
/** The largest first; of two of the same size the older. */
export const bySizeOlder = (a: ReplicaSet, b: ReplicaSet): number => sizeOf(b) - sizeOf(a) || byAge(a, b);
/** The lowest revision first. */
export const byRevision = (a: ReplicaSet, b: ReplicaSet): number =>
  revisionOf(a) === revisionOf(b) ? byAge(a, b) : revisionOf(a) - revisionOf(b);

const sum = (counts: readonly (number | undefined)[]): number =>
  counts.reduce<number>((total, count) => total + (count ?? 0), 0);
