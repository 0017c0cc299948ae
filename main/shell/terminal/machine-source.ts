import { posix } from 'node:path';
import { MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER } from '../../../preload/contract/inputs.ts';
import type { TerminalCluster } from './cluster-client.ts';
import type { FileSource } from './overlay-tree.ts';

/**
 * The disk of a machine of the cluster. Files are changed there, as inputs, in the folders that it has; one that is
 * removed is put away.
 */
export function machineSource(held: TerminalCluster, node: string): FileSource {
  const { disk } = held.cluster.runtime.machine(node);
  const caller = 'person';
  // Every machine has it, though nothing may lie in it.
  const isFolder = (path: string) => path === MANIFESTS_FOLDER || disk.isDirectory(path);
  return {
    read: (path) => {
      const text = disk.read(path);
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    list: (path) => {
      if (!isFolder(path)) return undefined;
      const names = disk.below(path).map((file) => posix.relative(path, file).split('/')[0] ?? '');
      return [...new Set(names)].sort();
    },
    take: (path, bytes) => {
      const isThere = disk.read(path) !== undefined;
      if (bytes) {
        if (!isThere && !isFolder(posix.dirname(path))) return false;
        held.submit({ type: 'write-file', node, path, text: new TextDecoder().decode(bytes) }, caller);
        return true;
      }
      const away = posix.join(MANIFESTS_AWAY_FOLDER, posix.basename(path));
      if (isThere && path !== away) held.submit({ type: 'move-file', node, from: path, to: away }, caller);
      return isThere && path !== away;
    },
  };
}
