// The official JavaScript client. The version that is installed for its models needs a newer Node than ours; the one that is
// run here is fetched once and kept in the user's cache folder.
import type * as library from '@kubernetes/client-node';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from '../lib/places.mjs';

export type Library = typeof library;

const NAME = '@kubernetes/client-node';
const VERSION = '1.4.0';
const execute = promisify(execFile);

/** Loads it. Throws Error when the registry cannot be reached. */
export async function clientLibrary(): Promise<Library> {
  const folder = join(cacheFolder(), 'clients', `client-node-${VERSION}`);
  if (!existsSync(folder)) await fetchInto(folder);
  const entry = pathToFileURL(join(folder, 'node_modules', NAME, 'dist', 'index.js'));
  // What the suites use is the same in both versions.
  return (await import(entry.href)) as Library;
}

async function fetchInto(folder: string): Promise<void> {
  const work = `${folder}.new`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  await execute('npm', ['install', ...flags, '--prefix', work, `${NAME}@${VERSION}`]);
  await rename(work, folder);
}
