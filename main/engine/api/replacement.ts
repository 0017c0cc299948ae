// Models apiserver's pkg/registry/rest/update.go (v1.35): what a request may change of an object, and when it comes too late.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { copyJson, dropUndefined, jsonEqual } from '../kernel/json.ts';
import { uidMismatch } from './preconditions.ts';
import { type AnyKind, type Draft, apiVersionOf, keyOf } from './resources.ts';
import { conflict } from './status.ts';

/** Why `object` cannot take the place of `previous`: it was made from an older state, or from another object. */
export function staleness(
  kind: AnyKind,
  object: KubeObject,
  previous: KubeObject,
  patching: boolean,
): ApiStatus | undefined {
  const { name = '', resourceVersion = '', uid } = object.metadata ?? {};
  if (resourceVersion !== '' && resourceVersion !== previous.metadata?.resourceVersion) return conflict(kind, name);
  if (!uid || uid === previous.metadata?.uid || patching) return undefined;
  return conflict(kind, name, uidMismatch(kind, keyOf(object), uid, previous));
}

/** The object to be stored: what this request may change from `object`, the rest from `previous`. */
export function replacement(
  kind: AnyKind,
  object: KubeObject,
  previous: KubeObject,
  subresource: string | undefined,
): Draft<KubeObject> {
  if (subresource === 'status') return withStatusOf(object, previous);
  const draft = copyJson(object) as Draft<KubeObject>;
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } = previous.metadata ?? {};
  const kept = { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation };
  draft.apiVersion = apiVersionOf(kind);
  draft.kind = kind.kind;
  draft.metadata = dropUndefined({ ...draft.metadata, ...kept });
  if (kind.statusSubresource) Object.assign(draft, { status: (previous as { status?: unknown }).status });
  return draft;
}

function withStatusOf(object: KubeObject, previous: KubeObject): Draft<KubeObject> {
  const status = (object as { status?: unknown }).status;
  const { annotations = previous.metadata?.annotations, resourceVersion } = object.metadata ?? {};
  // Who has read the object may write its annotations along with the status.
  const isSame = object.metadata === previous.metadata || !resourceVersion;
  const metadata = isSame ? previous.metadata : dropUndefined({ ...previous.metadata, annotations });
  return { ...previous, metadata, ...{ status } } as Draft<KubeObject>;
}

/** Counts a change of the spec in `metadata.generation`; of custom resources, of all but metadata and status. */
export function countGeneration(kind: AnyKind, draft: Draft<KubeObject>, previous: KubeObject): void {
  const counted = kind.storedAs === undefined ? specOf : (object: KubeObject) => contentOf(kind, object);
  if (jsonEqual(counted(draft), counted(previous))) return;
  draft.metadata = { ...draft.metadata, generation: (previous.metadata?.generation ?? 0) + 1 };
}

const specOf = (object: KubeObject): unknown => (object as { spec?: unknown }).spec;

const contentOf = (kind: AnyKind, object: KubeObject): object => ({
  ...object,
  metadata: undefined,
  ...(kind.statusSubresource && { status: undefined }),
});
