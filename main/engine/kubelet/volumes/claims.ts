// Models the persistent half of desiredStateOfWorldPopulator in pkg/kubelet/volumemanager (v1.35): which claims a Pod's
// volumes are, and what keeps them from being used.
import type { PersistentVolume, PersistentVolumeClaim, Pod, Volume } from '../../api/generated/types.ts';
import { nameOf, namespaceOf, uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';

/** The name of the claim that a volume is, or that is made for it; undefined for other volumes. */
export function claimNameOf(pod: Pod, { name, persistentVolumeClaim, ephemeral }: Volume): string | undefined {
  return persistentVolumeClaim?.claimName ?? (ephemeral && `${nameOf(pod)}-${name}`);
}

/** The persistent volume that a claim of the Pod is bound to; undefined when there is none. */
export function volumeOfClaim({ server }: KubeletServices, pod: Pod, claimName: string): PersistentVolume | undefined {
  const claim = server.get('persistentvolumeclaims', namespaceOf(pod), claimName);
  const found = server.get('persistentvolumes', '', claim.ok ? (claim.object.spec?.volumeName ?? '') : '');
  return found.ok ? found.object : undefined;
}

/** The claims that cannot be used yet, as the event about all of them says it; undefined when there are none. */
export function claimFault(services: KubeletServices, pod: Pod): string | undefined {
  const faults = (pod.spec?.volumes ?? []).flatMap((volume) => {
    const why = faultOf(services, pod, volume);
    return why === undefined ? [] : [{ name: volume.name, why }];
  });
  if (faults.length === 0) return undefined;
  const names = `[${faults.map(({ name }) => name).join(' ')}]`;
  const whys = faults.map(({ why }) => why).join('; ');
  return `Unable to attach or mount volumes: unmounted volumes=${names}, unattached volumes=[], failed to process volumes=${names}: ${whys}`;
}

function faultOf({ server }: KubeletServices, pod: Pod, volume: Volume): string | undefined {
  const claimName = claimNameOf(pod, volume);
  if (claimName === undefined) return undefined;
  const subject = `error processing PVC ${namespaceOf(pod)}/${claimName}`;
  const claim = server.get('persistentvolumeclaims', namespaceOf(pod), claimName);
  if (!claim.ok) return `${subject}: failed to fetch PVC from API server: ${claim.status.message}`;
  if (volume.ephemeral && !isOwnedBy(claim.object, pod)) {
    const names = `PVC ${namespaceOf(pod)}/${claimName} was not created for pod ${namespaceOf(pod)}/${nameOf(pod)}`;
    return `${names} (pod is not owner)`;
  }
  const { spec, status } = claim.object;
  return status?.phase === 'Bound' && spec?.volumeName ? undefined : `${subject}: PVC is not bound`;
}

/** A claim that is made for a Pod goes with it, and is of no use to another one of its name. */
function isOwnedBy({ metadata }: PersistentVolumeClaim, pod: Pod): boolean {
  return (metadata?.ownerReferences ?? []).some(({ uid, controller }) => controller === true && uid === uidOf(pod));
}
