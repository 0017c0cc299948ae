// Models makeMounts in pkg/kubelet/kubelet_pods.go (v1.35): where a container sees which volume.
import type { Container, Pod, Volume, VolumeMount } from '../../api/generated/types.ts';
import type { MountConfig } from '../../runtime/container.ts';
import { expand } from '../environment/expansion.ts';
import { namespaceOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import { fillsFromApi } from './contents.ts';

/** Where the contents of volumes are kept that are neither a Pod's own nor a folder of the machine. */
const OTHER_VOLUMES = '/var/lib/kubelet/volumes';

/** `values`: the container's environment, for `subPathExpr`. */
export function mountsOf(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  values: ReadonlyMap<string, string>,
): readonly MountConfig[] {
  const volumes = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, volume]));
  return (container.volumeMounts ?? []).map((mount) => {
    const volume = volumes.get(mount.name);
    const subPath = mount.subPath ?? expand(mount.subPathExpr ?? '', (name) => values.get(name));
    const folder = volume && folderOf(services, pod, volume);
    const source = folder === undefined ? { volume: ownVolume(volume, container, mount) } : { hostPath: folder };
    return { mountPath: withoutSlash(mount.mountPath), source, subPath };
  });
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
function folderOf(
  { server }: KubeletServices,
  pod: Pod,
  { hostPath, persistentVolumeClaim }: Volume,
): string | undefined {
  if (hostPath) return hostPath.path;
  if (!persistentVolumeClaim) return undefined;
  const claim = server.get('persistentvolumeclaims', namespaceOf(pod), persistentVolumeClaim.claimName);
  const name = claim.ok ? (claim.object.spec?.volumeName ?? '') : '';
  const found = server.get('persistentvolumes', '', name);
  const { hostPath: folder, local } = (found.ok ? found.object.spec : undefined) ?? {};
  return folder?.path ?? local?.path ?? `${OTHER_VOLUMES}/${name}`;
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
