// Where recorded cases lie: folders with a `case.json`, anywhere below the folders that were named.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import * as v from 'valibot';
import { ORACLE_FOLDER } from './recordings.mjs';

export { ORACLE_FOLDER };

export interface FoundCase {
  readonly name: string;
  readonly area: string;
  readonly folder: string;
  /** Commands and what they printed; what happened to objects, second by second; a node's rule tables; or times alone. */
  readonly format: 'steps' | 'timed' | 'rules' | 'measured';
}

export const ORACLE_MISSING = 'there are no recordings in ../shared/oracle: nothing is compared with them';

export function hasOracle(): boolean {
  return existsSync(ORACLE_FOLDER);
}

/** Whether cases of this format are played and compared. */
export function isPlayed({ format }: FoundCase): boolean {
  return format !== 'measured';
}

/** All cases below the folders, in the order of their paths, area after area. */
export function findCases(folders: readonly string[]): readonly FoundCase[] {
  return folders.flatMap((folder) => casesBelow(resolve(folder)));
}

function casesBelow(folder: string): readonly FoundCase[] {
  if (existsSync(join(folder, 'case.json'))) return [readCase(folder)];
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return below
    .map(({ name }) => join(folder, name))
    .sort()
    .flatMap(casesBelow);
}

const head = v.looseObject({
  area: v.optional(v.string()),
  until: v.optional(v.number()),
});

function readCase(folder: string): FoundCase {
  const { area, until } = v.parse(head, JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')));
  return {
    name: basename(folder),
    area: area ?? basename(join(folder, '..')),
    folder,
    format: formatOf(folder, until),
  };
}

function formatOf(folder: string, until: number | undefined): FoundCase['format'] {
  if (until !== undefined) return 'timed';
  if (existsSync(join(folder, 'observed.json'))) return 'steps';
  return existsSync(join(folder, 'result.json')) ? 'measured' : 'rules';
}
