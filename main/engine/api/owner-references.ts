// Models dedupOwnerReferences in apiserver's pkg/endpoints/handlers/rest.go (v1.35): who names an owner twice means it once.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { jsonEqual } from '../kernel/json.ts';
import type { Call } from './body.ts';

const NOT_FOR_LONG =
  'API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests';

/** The object with each of its owners once; who repeated one is warned. Repeats in a patch show only when it is merged. */
export function withoutRepeatedOwners(call: Call, object: KubeObject, patching = false): KubeObject {
  const owners = object.metadata?.ownerReferences ?? [];
  const isRepeat = (owner: (typeof owners)[number], index: number) =>
    owners.findIndex((other) => jsonEqual(other, owner)) < index;
  const repeats = owners.filter(isRepeat);
  if (repeats.length === 0) return object;
  const when = patching ? ' after mutating admission happens' : '';
  const uids = repeats.map(({ uid }) => uid).join(', ');
  call.warn(
    `.metadata.ownerReferences contains duplicate entries${when}; ${NOT_FOR_LONG}; duplicate UID(s) observed: ${uids}`,
  );
  const ownerReferences = owners.filter((owner, index) => !isRepeat(owner, index));
  return { ...object, metadata: { ...object.metadata, ownerReferences } };
}
