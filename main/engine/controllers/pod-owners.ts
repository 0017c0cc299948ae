// Models the Pod event handlers of pkg/controller/replicaset/replica_set.go (v1.35): whose Pod has changed. Controllers
// that make Pods all take note of what they were waiting for and look for owners of Pods that have none in this way.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { LabelSelector } from '../api/generated/types.ts';
import { type KindMap, keyOf } from '../api/resources.ts';
import { type Labels, matchesLabelSelector } from '../api/selectors.ts';
import type { Change } from '../api/store.ts';
import { jsonEqual } from '../kernel/json.ts';
import type { Lister } from './caches.ts';
import type { Expectations } from './expectations.ts';
import { controllerOf } from './owners.ts';

type Pod = KindMap['pods'];

export interface OwnerLookup {
  readonly kind: string;
  /** The UID of the owner with this key, if it is in the cache. */
  readonly uidOf: (key: string) => string | undefined;
  /** Keys of the owners in a namespace whose selector selects these labels. */
  readonly selecting: (namespace: string, labels: Labels) => readonly string[];
}

interface WithSelector extends KubeObject {
  readonly spec?: { readonly selector?: LabelSelector | undefined } | undefined;
}

/** Finds owners of a kind by the label selector that they have in their spec. */
export function selectorLookup(kind: string, owners: Lister<WithSelector>): OwnerLookup {
  const selects = ({ metadata, spec }: WithSelector, namespace: string, labels: Labels) =>
    metadata?.namespace === namespace && matchesLabelSelector(spec?.selector, labels);
  return {
    kind,
    uidOf: (key) => owners.byKey(key)?.metadata?.uid,
    selecting: (namespace, labels) => [...owners.all()].filter((owner) => selects(owner, namespace, labels)).map(keyOf),
  };
}

/** Keys of the owners that a Pod's change concerns; `expectations` are told of what they wait for. */
export function ownersConcerned(
  change: Change<Pod>,
  lookup: OwnerLookup,
  expectations?: Expectations,
): readonly string[] {
  const { type, object: pod, previous } = change;
  const owner = ownerKey(pod, lookup);
  const before = previous && ownerKey(previous, lookup);
  const keys = before !== undefined && before !== owner ? [before] : [];
  const leaving = type === 'deleted' || pod.metadata?.deletionTimestamp !== undefined;
  if (owner === undefined) return leaving || !mayFindOwner(change) ? keys : [...keys, ...suitors(pod, lookup)];
  if (leaving) expectations?.deletionSeen(owner, keyOf(pod));
  else if (type === 'added') expectations?.creationSeen(owner);
  return [...keys, owner];
}

function ownerKey(pod: Pod, { kind, uidOf }: OwnerLookup): string | undefined {
  const controller = controllerOf(pod);
  if (controller?.kind !== kind) return undefined;
  const key = `${pod.metadata?.namespace ?? ''}/${controller.name}`;
  return uidOf(key) === controller.uid ? key : undefined;
}

/** Whether a Pod that nobody controls may now suit somebody whom it did not suit before. */
function mayFindOwner({ object: pod, previous }: Change<Pod>): boolean {
  if (controllerOf(pod)) return false;
  return (
    !previous || !jsonEqual(pod.metadata?.labels, previous.metadata?.labels) || controllerOf(previous) !== undefined
  );
}

function suitors(pod: Pod, { selecting }: OwnerLookup): readonly string[] {
  return selecting(pod.metadata?.namespace ?? '', pod.metadata?.labels ?? {});
}
