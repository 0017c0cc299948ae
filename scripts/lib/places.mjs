// @ts-check
// Where things are. What is costly to make and the same for every checkout lives in the user's cache folder, so that a
// fresh clone is ready quickly and `git clean` never costs a download.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** The user's cache folder for this project; KUBARIUM_CACHE moves it. */
export function cacheFolder() {
  const { KUBARIUM_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (KUBARIUM_CACHE) return resolve(KUBARIUM_CACHE);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'kubarium');
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'kubarium', 'Cache');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kubarium');
}
