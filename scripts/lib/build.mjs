// @ts-check
// `electron-vite build`, when the sources are not those of the last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './places.mjs';
import { lastLines, run, seconds, Trouble } from './run.mjs';

const sources = ['main', 'preload', 'renderer', 'resources'];
const settings = [
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'svelte.config.js',
  'tsconfig.base.json',
];
const outputs = ['main/index.js', 'main/host.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html'];
const stamp = inRoot('out', '.build-stamp');

export function isBuilt() {
  if (!existsSync(stamp) || !outputs.every((output) => existsSync(inRoot('out', output)))) return false;
  // An installed copy comes without sources: its build is what it is.
  return !existsSync(inRoot('main')) || readFileSync(stamp, 'utf8') === fingerprint();
}

/** @param {(line: string) => void} say */
export async function ensureBuilt(say) {
  if (isBuilt()) return;
  // Taken before, not after: an edit made while the build runs must count as newer than the build.
  const before = fingerprint();
  rmSync(stamp, { force: true });
  const tool = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const outcome = await run(process.execPath, [tool, 'build', '--logLevel', 'warn']);
  if (!outcome.ok) throw new Trouble(`the build failed:\n${lastLines(outcome.output, 60)}`);
  writeFileSync(stamp, before);
  say(`built, ${seconds(outcome.tookMs)}`);
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const path of [
    ...settings.map((name) => inRoot(name)),
    ...sources.flatMap((name) => filesBelow(inRoot(name))),
  ]) {
    if (existsSync(path)) hash.update(path.slice(inRoot().length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return /\.(test\.ts|md)$/.test(entry.name) ? [] : [path];
    });
}
