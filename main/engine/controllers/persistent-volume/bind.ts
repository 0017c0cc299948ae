// Models bind, unbindVolume and the status updates of pkg/controller/volume/persistentvolume/pv_controller.go (v1.35).
// Every write throws a `Refusal` where the API server would not have it.
import { eventTarget } from '../../api/event-recorder.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import { toTimestamp } from '../../kernel/time.ts';
import type { ControllerContext } from '../controller.ts';
import { written } from '../refusal.ts';
import {
  BIND_COMPLETED,
  BOUND_BY_CONTROLLER,
  type Claim,
  type Volume,
  annotated,
  claimReference,
  hasAnnotation,
  isReservedFor,
} from '../../kinds/persistent-volume/volumes.ts';
import { nonEmptyMap } from '../non-empty.ts';

export const name = 'persistentvolume-binder-controller';

interface Notice {
  readonly reason: string;
  readonly message: string;
}

/** Ties a volume and a claim together, both ways; what is done already is left. */
export function bind(context: ControllerContext, volume: Volume, claim: Claim): void {
  const { server } = context;
  const reserved = reserve(volume, claim);
  const held = reserved === volume ? volume : written(server.update('persistentvolumes', reserved, { actor: name }));
  const bound = setVolumePhase(context, held, 'Bound');
  const tied = tie(claim, bound);
  const own = tied === claim ? claim : written(server.update('persistentvolumeclaims', tied, { actor: name }));
  setClaimPhase(context, own, 'Bound', bound);
}

function reserve(volume: Volume, claim: Claim): Volume {
  if (!volume.spec) return volume;
  const isByPerson = isReservedFor(volume, claim);
  if (isByPerson && volume.spec.claimRef?.uid === claim.metadata?.uid) return volume;
  const reserved = { ...volume, spec: { ...volume.spec, claimRef: claimReference(claim) } };
  return isByPerson ? reserved : annotated(reserved, { [BOUND_BY_CONTROLLER]: 'yes' });
}

function tie(claim: Claim, volume: Volume): Claim {
  const volumeName = volume.metadata?.name;
  const isTied = claim.spec?.volumeName === volumeName;
  if (isTied && hasAnnotation(claim, BIND_COMPLETED)) return claim;
  const tied = { ...claim, spec: dropUndefined({ ...claim.spec, volumeName }) };
  return annotated(tied, { ...(!isTied && { [BOUND_BY_CONTROLLER]: 'yes' }), [BIND_COMPLETED]: 'yes' });
}

/** Lets a volume go that is reserved for a claim which has another one; what a person wrote stays. */
export function unbindVolume(context: ControllerContext, volume: Volume): void {
  const { spec, metadata } = volume;
  if (!spec?.claimRef) return;
  const { [BOUND_BY_CONTROLLER]: byController, ...annotations } = metadata?.annotations ?? {};
  const { uid: _, ...reservation } = spec.claimRef;
  const freed: Volume = {
    ...volume,
    metadata: dropUndefined({
      ...metadata,
      annotations: nonEmptyMap(annotations),
    }),
    spec: dropUndefined({ ...spec, claimRef: byController === undefined ? reservation : undefined }),
  };
  setVolumePhase(context, written(context.server.update('persistentvolumes', freed, { actor: name })), 'Available');
}

/** Writes the phase of a volume if it is another than now, and then tells why. */
export function setVolumePhase(context: ControllerContext, volume: Volume, phase: string, notice?: Notice): Volume {
  if (volume.status?.phase === phase) return volume;
  const { server, kernel, events } = context;
  const { message: _, ...status } = volume.status ?? {};
  const lastPhaseTransitionTime = toTimestamp(kernel.now);
  const next = dropUndefined({ ...status, phase, lastPhaseTransitionTime, message: notice?.message });
  const updated = server.update(
    'persistentvolumes',
    { ...volume, status: next },
    { actor: name, subresource: 'status' },
  );
  const object = written(updated);
  if (notice) events.send(eventTarget(object), 'Warning', notice.reason, notice.message);
  return object;
}

/** Writes the phase of a claim and what its volume gives it, and tells why when the phase is another than before. */
export function setClaimPhase(
  context: ControllerContext,
  claim: Claim,
  phase: string,
  volume: Volume | undefined,
  notice?: Notice,
): void {
  const { server, events } = context;
  const { accessModes: _, capacity: before, phase: old, ...others } = claim.status ?? {};
  const capacity = old === 'Bound' ? before : volume?.spec?.capacity;
  const given = volume && dropUndefined({ accessModes: volume.spec?.accessModes, capacity });
  const status = { ...others, ...given, phase };
  if (jsonEqual(status, claim.status)) return;
  const next = { ...claim, status };
  const object = written(server.update('persistentvolumeclaims', next, { actor: name, subresource: 'status' }));
  if (notice && old !== phase) events.send(eventTarget(object), 'Warning', notice.reason, notice.message);
}
