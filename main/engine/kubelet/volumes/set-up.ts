// Models the volume manager's reconciler (pkg/kubelet/volumemanager, v1.35): what keeps a Pod's volumes from being
// mounted, and what is put into them.
import type { Container, HostPathVolumeSource, Pod, Volume } from '../../api/generated/types.ts';
import { uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import { claimNameOf } from './claims.ts';
import { contentsFault, contentsOf, fillsFromApi, mayChange } from './contents.ts';
import { frozenVolumes } from './mounts.ts';

/** Folders that every machine has, whatever its disk says. */
const COMMON_FOLDERS = ['/', '/dev', '/etc', '/home', '/lib', '/opt', '/proc', '/root', '/run', '/srv', '/sys', '/tmp'];
const COMMON_BELOW = ['/usr', '/var'];

/** Whether there is anything to wait for: static Pods have no token, so that they may have nothing. */
export function hasVolumesToMount(pod: Pod): boolean {
  return (pod.spec?.volumes ?? []).some(
    (volume) => fillsFromApi(volume) || volume.hostPath?.type || claimNameOf(pod, volume) !== undefined,
  );
}

/** What the FailedMount events say; none when all volumes can be mounted. */
export function mountFaults(services: KubeletServices, pod: Pod): readonly string[] {
  return (pod.spec?.volumes ?? []).flatMap((volume) => {
    const fault = faultOf(services, pod, volume);
    return fault === undefined ? [] : [`MountVolume.SetUp failed for volume "${volume.name}" : ${fault}`];
  });
}

/** Fills the volumes of a new sandbox that come from the API. */
export function fillVolumes(services: KubeletServices, pod: Pod): void {
  fill(services, pod, fillsFromApi);
}

/** Brings the volumes that may have changed up to date; what cannot be read any more stays as it was. */
export function refreshVolumes(services: KubeletServices, pod: Pod): void {
  fill(services, pod, mayChange);
}

function fill(services: KubeletServices, pod: Pod, which: (volume: Volume) => boolean): void {
  for (const volume of (pod.spec?.volumes ?? []).filter(which)) {
    const contents = contentsOf(services, pod, volume);
    if (contents) services.machine.setVolume(uidOf(pod), volume.name, contents);
  }
}

/** Copies what a container that is about to start will go on seeing as it is now. */
export function freezeVolumes(services: KubeletServices, pod: Pod, container: Container): void {
  for (const [copy, name] of frozenVolumes(pod, container)) {
    const volume = pod.spec?.volumes?.find((each) => each.name === name);
    const contents = volume && contentsOf(services, pod, volume);
    if (contents) services.machine.setVolume(uidOf(pod), copy, contents);
  }
}

function faultOf(services: KubeletServices, pod: Pod, volume: Volume): string | undefined {
  if (volume.hostPath) return hostPathFault(services, volume.hostPath);
  if (!fillsFromApi(volume)) return undefined;
  return contentsFault(services, pod, volume);
}

function hostPathFault(
  { machine: { disk } }: KubeletServices,
  { path, type }: HostPathVolumeSource,
): string | undefined {
  const isFile = disk.read(path) !== undefined;
  const isFolder = disk.isDirectory(path) || isCommonFolder(path);
  const failed = (what: string) => `hostPath type check failed: ${path} is not ${what}`;
  switch (type) {
    case 'Directory':
      return isFolder ? undefined : failed('a directory');
    case 'DirectoryOrCreate':
      return isFile ? failed('a directory') : undefined;
    case 'File':
      return isFile ? undefined : failed('a file');
    case 'FileOrCreate':
      if (!isFile && !isFolder) disk.write(path, '');
      return isFolder ? failed('a file') : undefined;
    case 'Socket':
      return isFile ? undefined : failed('a socket file');
    case 'CharDevice':
      return isFile ? undefined : failed('a character device');
    case 'BlockDevice':
      return isFile ? undefined : failed('a block device');
    default:
      return undefined;
  }
}

function isCommonFolder(path: string): boolean {
  return COMMON_FOLDERS.includes(path) || COMMON_BELOW.some((top) => path === top || path.startsWith(`${top}/`));
}
