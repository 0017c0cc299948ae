// @ts-check
// Where the recordings of a real cluster lie: beside the project, of which they are no part.
import { existsSync, readdirSync } from 'node:fs';
import { inRoot } from '../lib/places.mjs';

export const ORACLE_FOLDER = inRoot('..', 'shared', 'oracle');

/** Which recordings there are, in a word: it changes when some come or go. */
export function recordingsKey() {
  if (!existsSync(ORACLE_FOLDER)) return 'none';
  return `${readdirSync(ORACLE_FOLDER, { recursive: true }).length} files`;
}
