// Finds the files that a pattern means.
import { isDirectory, namesIn } from '../os/directories.ts';
import { joinPath, resolvePath } from '../os/paths.ts';
import type { Files } from '../files.ts';
import { hasWildcard, matches, unmarked } from './pattern.ts';

/** Paths in text order, written as the pattern is: relative ones stay relative. */
export function glob(files: Files, cwd: string, pattern: string): readonly string[] {
  const isAbsolute = pattern.startsWith('/');
  let found = [isAbsolute ? '/' : ''];
  for (const part of pattern.split('/').filter((each) => each !== '')) {
    found = found.flatMap((base) => under(files, cwd, base, part));
  }
  return found.filter((path) => exists(files, resolvePath(cwd, path))).sort();
}

function under(files: Files, cwd: string, base: string, part: string): readonly string[] {
  const join = (name: string) => (base === '' ? name : joinPath(base, name));
  if (!hasWildcard(part)) return [join(unmarked(part))];
  const names = namesIn(files, resolvePath(cwd, base)).filter((name) => part.startsWith('.') || !name.startsWith('.'));
  return names.filter((name) => matches(part, name)).map(join);
}

function exists(files: Files, path: string): boolean {
  return files.read(path) !== undefined || isDirectory(files, path);
}
