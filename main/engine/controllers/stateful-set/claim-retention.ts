// Models updateClaimOwnerRefForSetAndPod in pkg/controller/statefulset/stateful_set_utils.go (v1.35): whom the claims of a
// StatefulSet's Pods belong to, so that garbage collection removes them when their policy says so.
import type { OwnerReference, PersistentVolumeClaim } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import { controllerOf, controllerReference } from '../owners.ts';
import { isInRange } from './stateful-pod.ts';
import { nonEmpty } from '../non-empty.ts';

type StatefulSet = KindMap['statefulsets'];
type Pod = KindMap['pods'];

/** The claim with the owners that the policy gives it; undefined when it has them. */
export function retainedClaim(
  set: StatefulSet,
  pod: Pod,
  claim: PersistentVolumeClaim,
): PersistentVolumeClaim | undefined {
  const present = claim.metadata?.ownerReferences ?? [];
  const others = present.filter((reference) => !isOf(reference, set, 'StatefulSet') && !isOf(reference, pod, 'Pod'));
  const owner = isForeign(claim, set, pod) ? undefined : ownerOf(set, pod);
  const wanted = owner ? [...others, owner] : others;
  if (jsonEqual(wanted, present)) return undefined;
  const ownerReferences = nonEmpty(wanted);
  return { ...claim, metadata: dropUndefined({ ...claim.metadata, ownerReferences }) };
}

/** Whether the claim of a Pod that is to come is still on its way out with an earlier Pod of the name. */
export function isStaleClaim({ spec }: StatefulSet, pod: Pod, { metadata }: PersistentVolumeClaim): boolean {
  if (spec?.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  const own = pod.metadata;
  const isOfEarlier = ({ kind, name, uid }: OwnerReference) => kind === 'Pod' && name === own?.name && uid !== own.uid;
  return metadata?.deletionTimestamp !== undefined || (metadata?.ownerReferences ?? []).some(isOfEarlier);
}

/** With the set the claims of all its Pods go, with a Pod that is too many its own. */
function ownerOf(set: StatefulSet, pod: Pod): OwnerReference | undefined {
  const { whenDeleted, whenScaled } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {};
  if (whenScaled === 'Delete' && !isInRange(set, pod)) {
    return controllerReference({ ...pod, apiVersion: 'v1', kind: 'Pod' });
  }
  return whenDeleted === 'Delete' ? controllerReference(set) : undefined;
}

function isOf({ kind, uid }: OwnerReference, { metadata }: StatefulSet | Pod, ownKind: string): boolean {
  return kind === ownKind && uid === metadata?.uid;
}

/** Whether somebody else controls the claim. */
function isForeign(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  const controller = controllerOf(claim);
  return controller !== undefined && !isOf(controller, set, 'StatefulSet') && !isOf(controller, pod, 'Pod');
}
