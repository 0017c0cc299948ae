import { posix } from 'node:path';
import type { ShellFiles } from '../kubectl/command.ts';
import type { OverlayTree } from './overlay-tree.ts';

/** The files of a tree as a command sees them that was started in `folder`. */
export function filesSeenFrom(folder: string, tree: OverlayTree): ShellFiles {
  const at = (path: string) => posix.resolve(folder, path);
  return {
    read: (path) => {
      const bytes = tree.read(at(path));
      return bytes && new TextDecoder().decode(bytes);
    },
    write: (path, text) => tree.write(at(path), new TextEncoder().encode(text)),
    list: (path) => tree.list(at(path)),
    remove: (path) => tree.remove(at(path)),
  };
}
