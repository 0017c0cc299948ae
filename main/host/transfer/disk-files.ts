import type { ShellFiles } from '../../shell/kubectl/surroundings.ts';
import { diskSource } from '../../shell/terminal/disk-source.ts';

/** The files of this computer, to be read only. Paths are relative to where the program runs. */
export const diskFiles: ShellFiles = {
  read: (path) => {
    const bytes = diskSource.read(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  },
  list: (path) => diskSource.list(path),
  write: refuse,
  remove: refuse,
};

function refuse(path: string): never {
  throw new Error(`${path} is only read`);
}
