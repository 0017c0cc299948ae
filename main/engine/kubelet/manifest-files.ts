// Models which files pkg/kubelet/config/file.go (v1.35) takes for manifests.
import type { FileTree } from '../runtime/file-tree.ts';

export const MANIFESTS = '/etc/kubernetes/manifests';

/** Whether a change of the file concerns static Pods. Hidden files and subfolders do not; suffixes do not matter. */
export function isManifestPath(path: string): boolean {
  if (!path.startsWith(`${MANIFESTS}/`)) return false;
  const name = path.slice(MANIFESTS.length + 1);
  return !name.includes('/') && !name.startsWith('.');
}

/** The paths of all manifests on a disk, in text order. */
export function manifestsOn(disk: FileTree): readonly string[] {
  return disk.below(MANIFESTS).filter(isManifestPath);
}
