// Models the queueing hints of the interpodaffinity and volumebinding plugins (v1.35): whether what has happened can help
// one waiting Pod.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PersistentVolume } from '../api/generated/types.ts';
import type { Labels } from '../api/selectors.ts';
import type { PodInfo } from './pod-info.ts';

/** Answers whether a waiting Pod that `plugin` refused may be helped; what it needs is worked out when it is asked for. */
export type Hint = (waiting: () => PodInfo, plugin: string) => boolean;

type NamespaceLabels = (namespace: string) => Labels;

/** A Pod has come to a node: those may follow that want to be near it. */
export const hintOfPlaced = (placed: PodInfo, labelsOf: NamespaceLabels): Hint => {
  return (waiting, plugin) =>
    plugin !== 'InterPodAffinity' || (waiting().terms?.near ?? []).some((term) => term.selects(placed, labelsOf));
};

/** A Pod has left its node: those may come that could not be near it. */
export const hintOfLeft = (left: PodInfo, labelsOf: NamespaceLabels): Hint => {
  return (waiting, plugin) => {
    if (plugin !== 'InterPodAffinity') return true;
    const pod = waiting();
    const selects = (from: PodInfo, to: PodInfo) => (from.terms?.far ?? []).some((term) => term.selects(to, labelsOf));
    return selects(pod, left) || selects(left, pod);
  };
};

/** A Pod on a node has other labels: those may come that could not be near it as it was. */
export const hintOfRelabelled = (before: PodInfo, placed: PodInfo, labelsOf: NamespaceLabels): Hint => {
  return (waiting) =>
    (waiting().terms?.far ?? []).some((term) => term.selects(before, labelsOf) && !term.selects(placed, labelsOf));
};

/** A claim concerns the Pods that use it; a missing one is all that VolumeRestrictions waits for. */
export const hintOfClaim = ({ metadata }: KubeObject): Hint => {
  return (waiting) => {
    const { namespace, claims } = waiting();
    return namespace === metadata?.namespace && claims.some(({ name }) => name === metadata.name);
  };
};

/** Volumes that belong to a claim help nobody: the claim will tell. */
export const isFreeVolume = ({ spec }: PersistentVolume): boolean => spec?.claimRef?.uid === undefined;
