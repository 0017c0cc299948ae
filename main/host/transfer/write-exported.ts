// Puts what was exported where a person wants it.
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outcome } from '../../../preload/contract/problems.ts';
import { withFile } from '../file-problems.ts';
import type { Exported } from './export-session.ts';

/** A folder gets a file of each part, which is what a path that ends in a slash means, too; else it is one file. */
export function writeExported({ parts, text }: Exported, path: string): Outcome<void> {
  if (!/[\\/]$/.test(path) && !isFolder(path)) return withFile(path, () => writeWhole(path, text));
  return withFile(path, () => {
    for (const part of parts) {
      const file = join(path, part.path);
      mkdirSync(dirname(file), { recursive: true });
      writeWhole(file, part.text);
    }
  });
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Nobody finds half a file there, whatever happens. */
function writeWhole(path: string, text: string): void {
  const draft = `${path}.part`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
