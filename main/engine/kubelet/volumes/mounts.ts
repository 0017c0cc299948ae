// Models makeMounts in pkg/kubelet/kubelet_pods.go (v1.35): where a container sees which volume.
import type { Container, Pod, Volume, VolumeMount } from '../../api/generated/types.ts';
import { unitsOf } from '../../api/quantity.ts';
import type { MountConfig } from '../../runtime/container.ts';
import { containersOf } from '../container-state.ts';
import { expand } from '../environment/expansion.ts';
import type { KubeletServices } from '../services.ts';
import { claimNameOf, volumeOfClaim } from './claims.ts';
import { fillsFromApi } from './contents.ts';

/** Where the contents of volumes are kept that are neither a Pod's own nor a folder of the machine. */
const OTHER_VOLUMES = '/var/lib/kubelet/volumes';

/** `valueOf` looks a variable of the container's environment up, for `subPathExpr`. */
export function mountsOf(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  valueOf: (name: string) => string | undefined,
): readonly MountConfig[] {
  const volumes = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, volume]));
  return (container.volumeMounts ?? []).map((mount) => {
    const volume = volumes.get(mount.name);
    const subPath = mount.subPath ?? expand(mount.subPathExpr ?? '', valueOf);
    const folder = volume && folderOf(services, pod, volume);
    const source = folder === undefined ? { volume: ownVolume(volume, container, mount) } : { hostPath: folder };
    // Nobody writes to what comes from the API.
    const readOnly = mount.readOnly === true || (volume !== undefined && fillsFromApi(volume));
    const inMemory = volume?.emptyDir?.medium === 'Memory';
    return {
      mountPath: withoutSlash(mount.mountPath),
      source,
      subPath,
      ...(readOnly && { readOnly }),
      ...(inMemory && { roomBytes: memoryRoom(services, pod, volume) }),
    };
  });
}

/** Why a mount cannot be made: its path in the volume names variables that are not there; undefined when it can. */
export function mountFault(
  { volumeMounts = [] }: Container,
  valueOf: (name: string) => string | undefined,
): string | undefined {
  for (const { subPathExpr = '' } of volumeMounts) {
    const missing = new Set<string>();
    expand(subPathExpr, (name) => {
      if (!valueOf(name)) missing.add(name);
      return '';
    });
    if (missing.size > 0) return `missing value for ${[...missing].sort().join(', ')}`;
  }
  return undefined;
}

/** The volumes of which a container sees a part as it was when the container started, by the copies' names. */
export function frozenVolumes(pod: Pod, container: Container): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const mount of container.volumeMounts ?? []) {
    const volume = pod.spec?.volumes?.find(({ name }) => name === mount.name);
    if (volume && isFrozen(volume, mount)) names.set(frozenName(container, mount), mount.name);
  }
  return names;
}

/** The folder of the machine's disk that a volume is; undefined for one that is the Pod's own. */
function folderOf(services: KubeletServices, pod: Pod, volume: Volume): string | undefined {
  if (volume.hostPath) return volume.hostPath.path;
  const claimName = claimNameOf(pod, volume);
  if (claimName === undefined) return undefined;
  const found = volumeOfClaim(services, pod, claimName);
  const { hostPath, local } = found?.spec ?? {};
  return hostPath?.path ?? local?.path ?? `${OTHER_VOLUMES}/${found?.metadata?.name ?? ''}`;
}

/** How much a volume in memory may hold: what it says itself, but no more than the Pod or the machine has. */
function memoryRoom({ machine }: KubeletServices, { spec }: Pod, { emptyDir }: Volume): number {
  const limits = containersOf(spec).map(({ resources }) => resources?.limits?.['memory']);
  const ofPod = limits.includes(undefined) ? Infinity : limits.reduce((sum, limit) => sum + unitsOf(limit), 0);
  const own = unitsOf(emptyDir?.sizeLimit) || Infinity;
  return Math.min(own, ofPod, unitsOf(machine.spec.memory));
}

function ownVolume(volume: Volume | undefined, container: Container, mount: VolumeMount): string {
  return volume && isFrozen(volume, mount) ? frozenName(container, mount) : mount.name;
}

/** What is mounted by a path within the volume does not follow its source. */
function isFrozen(volume: Volume, { subPath, subPathExpr }: VolumeMount): boolean {
  return fillsFromApi(volume) && Boolean(subPath ?? subPathExpr);
}

const frozenName = ({ name }: Container, mount: VolumeMount) => `${mount.name}@${name}`;
const withoutSlash = (path: string) => (path.length > 1 ? path.replace(/\/$/, '') : path);
