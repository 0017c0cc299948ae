// Models syncVolume and reclaimVolume in pkg/controller/volume/persistentvolume/pv_controller.go (v1.35): what becomes of
// a volume when its claim goes. Recycling, for which the real controller runs a Pod that empties the directory, is done
// at once.
import { eventTarget } from '../../api/event-recorder.ts';
import { objectKey } from '../../api/resources.ts';
import type { ControllerContext } from '../controller.ts';
import { written } from '../refusal.ts';
import { name, setVolumePhase, unbindVolume } from './bind.ts';
import {
  BOUND_BY_CONTROLLER,
  type Claim,
  PROVISIONED_BY,
  type Volume,
  hasAnnotation,
  volumeMode,
} from '../../kinds/persistent-volume/volumes.ts';

/** Puts a volume in order; answers the key of a claim that should be looked at, if there is one. */
export function syncVolume(context: ControllerContext, volume: Volume): string | undefined {
  const { claimRef } = volume.spec ?? {};
  if (!claimRef?.uid) {
    setVolumePhase(context, volume, 'Available');
    return undefined;
  }
  const key = objectKey(claimRef.namespace ?? '', claimRef.name ?? '');
  const found = context.server.store.get('persistentvolumeclaims', key);
  const claim = found?.metadata?.uid === claimRef.uid ? found : undefined;
  if (!claim) release(context, volume);
  else if (!claim.spec?.volumeName) return isModeFitting(context, volume, claim) ? key : undefined;
  else if (claim.spec.volumeName === volume.metadata?.name) setVolumePhase(context, volume, 'Bound');
  else if (hasAnnotation(volume, PROVISIONED_BY) && volume.spec?.persistentVolumeReclaimPolicy === 'Delete') {
    release(context, volume);
  } else unbindVolume(context, volume);
  return undefined;
}

function isModeFitting({ events }: ControllerContext, volume: Volume, claim: Claim): boolean {
  if (volumeMode(volume) === volumeMode(claim)) return true;
  const own = claim.metadata?.name ?? '';
  const why = 'due to incompatible volumeMode.';
  const send = (target: Volume | Claim, what: string) => {
    const message = `Cannot bind ${what} to requested PersistentVolumeClaim "${own}" ${why}`;
    events.send(eventTarget(target), 'Warning', 'VolumeMismatch', message);
  };
  send(volume, 'PersistentVolume');
  send(claim, `PersistentVolume "${volume.metadata?.name ?? ''}"`);
  return false;
}

function release(context: ControllerContext, volume: Volume): void {
  const { phase } = volume.status ?? {};
  const released = phase === 'Failed' ? volume : setVolumePhase(context, volume, 'Released');
  switch (released.spec?.persistentVolumeReclaimPolicy) {
    case 'Delete':
      deleteVolume(context, released);
      return;
    case 'Recycle':
      recycle(context, released);
      return;
    default:
  }
}

function deleteVolume(context: ControllerContext, volume: Volume): void {
  const { server } = context;
  const { name: own = '', uid, annotations = {}, deletionTimestamp } = volume.metadata ?? {};
  const provisioner = annotations[PROVISIONED_BY];
  // Who made the volume elsewhere deletes it there; in this cluster its provisioner is simulated or does not exist.
  if (provisioner && !server.settings.provisioners?.includes(provisioner)) return;
  const fault = provisioner ? undefined : deletionFault(volume);
  if (fault !== undefined) {
    setVolumePhase(context, volume, 'Failed', { reason: 'VolumeFailedDelete', message: fault });
  } else if (deletionTimestamp === undefined) {
    written(server.delete('persistentvolumes', '', own, { actor: name, uid }));
  }
}

/** Why the controller itself cannot delete what a volume holds. */
function deletionFault({ metadata, spec }: Volume): string | undefined {
  const path = spec?.hostPath?.path;
  if (path === undefined) {
    const own = metadata?.name ?? '';
    return `error getting deleter volume plugin for volume "${own}": no deletable volume plugin matched`;
  }
  if (/\/tmp\/.+/.test(path)) return undefined;
  return `host_path deleter only supports /tmp/.+ but received provided ${path}`;
}

function recycle(context: ControllerContext, volume: Volume): void {
  if (!volume.spec?.hostPath && !volume.spec?.nfs) {
    const message = 'No recycler plugin found for the volume!';
    setVolumePhase(context, volume, 'Failed', { reason: 'VolumeFailedRecycle', message });
    return;
  }
  context.events.send(eventTarget(volume), 'Normal', 'VolumeRecycled', 'Volume recycled');
  const { annotations } = volume.metadata ?? {};
  // A recycled volume is free for anybody, whoever reserved it before.
  const marked = { ...volume.metadata, annotations: { ...annotations, [BOUND_BY_CONTROLLER]: 'yes' } };
  unbindVolume(context, { ...volume, metadata: marked });
}
