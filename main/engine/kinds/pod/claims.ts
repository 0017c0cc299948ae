// Models staging/src/k8s.io/component-helpers/storage/ephemeral (v1.35): the claims that a Pod's volumes are.
import type { Pod, Volume } from '../../api/generated/types.ts';

export interface ClaimUse {
  readonly name: string;
  /** Whether the claim is made for this Pod alone. */
  readonly isEphemeral: boolean;
}

/** The name of the claim that an ephemeral volume of a Pod gets. */
export const ephemeralClaimName = ({ metadata }: Pod, { name }: Volume): string => `${metadata?.name ?? ''}-${name}`;

/** The claims of a Pod, whether they are there or not. */
export function claimsOf(pod: Pod): ClaimUse[] {
  return (pod.spec?.volumes ?? []).flatMap((volume): ClaimUse[] => {
    const { persistentVolumeClaim, ephemeral } = volume;
    if (persistentVolumeClaim) return [{ name: persistentVolumeClaim.claimName, isEphemeral: false }];
    return ephemeral ? [{ name: ephemeralClaimName(pod, volume), isEphemeral: true }] : [];
  });
}

/** Whether a Pod uses a claim of its namespace. */
export const usesClaim = (pod: Pod, claim: string): boolean => claimsOf(pod).some(({ name }) => name === claim);
