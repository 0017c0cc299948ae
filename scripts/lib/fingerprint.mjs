// @ts-check
// What a set of files says, as one hash: equal hashes, equal contents under equal names.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './places.mjs';

/**
 * @param {readonly string[]} files absolute paths; those that are not there count as absent
 */
export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const path of files) {
    if (existsSync(path)) hash.update(path.slice(inRoot().length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * All files below a folder, in an order that does not depend on the system.
 * @param {string} folder
 * @param {(name: string, isFolder: boolean) => boolean} [wanted]
 * @returns {string[]}
 */
export function filesBelow(folder, wanted = () => true) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => wanted(entry.name, entry.isDirectory()))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path, wanted) : [path];
    });
}
