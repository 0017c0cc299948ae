import { readFileSync, readdirSync, statSync } from 'node:fs';
import type { FileSource } from './overlay-tree.ts';

/** The files of this machine under their own paths, to be read only. What may not be read is not there. */
export const diskSource: FileSource = {
  read: (path) => tried(() => (statSync(path).isFile() ? readFileSync(path) : undefined)),
  list: (path) => tried(() => (statSync(path).isDirectory() ? readdirSync(path).sort() : undefined)),
};

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
