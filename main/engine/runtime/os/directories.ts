// Directories as programs see them. File trees know files only: a directory is there when something is below it, or when
// every image has it.
import type { Files } from '../files.ts';
import { baseName, dirName } from './paths.ts';

/** Stands in a directory that is empty, so that it is there. */
export const PLACEHOLDER = '.';

const ALWAYS = [
  '/',
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/sys',
  '/tmp',
  '/usr',
  '/var',
];
const ALWAYS_BELOW = [
  '/dev/shm',
  '/usr/bin',
  '/usr/local',
  '/usr/local/bin',
  '/usr/share',
  '/var/log',
  '/var/run',
  '/var/tmp',
  '/var/lib',
  '/opt',
  '/mnt',
  '/srv',
  '/media',
];
const STANDING: ReadonlySet<string> = new Set([...ALWAYS, ...ALWAYS_BELOW]);

export function isDirectory(files: Files, path: string): boolean {
  return STANDING.has(path) || files.isDirectory(path);
}

/** Whether a file or directory is there. */
export function exists(files: Files, path: string): boolean {
  return files.read(path) !== undefined || isDirectory(files, path);
}

/** Names of what is directly in a directory, in text order. */
export function namesIn(files: Files, path: string): readonly string[] {
  const start = path === '/' ? 1 : path.length + 1;
  const names = files.below(path).map((file) => file.slice(start).split('/')[0] ?? '');
  const standing = [...STANDING].filter((each) => each !== '/' && dirName(each) === path).map(baseName);
  return [...new Set([...names, ...standing])].filter((name) => name !== PLACEHOLDER && name !== '').sort();
}

export function makeDirectory(files: Files, path: string): void {
  if (!isDirectory(files, path)) files.write(`${path}/${PLACEHOLDER}`, '');
}
