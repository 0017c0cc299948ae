// Models PodInfo in pkg/scheduler/framework/types.go (v1.35): what the scheduler needs to know of a Pod, worked out once.
import type { Pod } from '../api/generated/types.ts';
import { keyOf } from '../api/resources.ts';
import type { Labels } from '../api/selectors.ts';
import { type AffinityTerms, affinityTermsOf } from './affinity-terms.ts';
import { type ClaimUse, claimsOf } from '../kinds/pod/claims.ts';
import { type PodNeeds, needsOf } from './pod-needs.ts';

export interface PodInfo {
  readonly key: string;
  /** As it is now, or was when it last meant anything else to the scheduler. */
  pod: Pod;
  readonly namespace: string;
  readonly labels: Labels;
  readonly isEnding: boolean;
  readonly needs: PodNeeds;
  readonly priority: number;
  /** What it says of other Pods; undefined for most. */
  readonly terms: AffinityTerms | undefined;
  /** Names of the claims that its volumes are. */
  readonly claims: readonly ClaimUse[];
}

/** `needs` are the Pod's own, perhaps shared with others. */
export function podInfo(pod: Pod, needs = needsOf(pod)): PodInfo {
  const { metadata } = pod;
  return {
    key: keyOf(pod),
    pod,
    namespace: metadata?.namespace ?? '',
    labels: metadata?.labels ?? {},
    isEnding: metadata?.deletionTimestamp !== undefined,
    needs,
    priority: pod.spec?.priority ?? 0,
    terms: affinityTermsOf(pod),
    claims: claimsOf(pod),
  };
}
