// @ts-check
// `electron-vite build`, when the sources are not those of the last build.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { filesBelow, fingerprint } from './fingerprint.mjs';
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
  return !existsSync(inRoot('main')) || readFileSync(stamp, 'utf8') === sourcesNow();
}

/** @param {(line: string) => void} say */
export async function ensureBuilt(say) {
  if (isBuilt()) return;
  // Taken before, not after: an edit made while the build runs must count as newer than the build.
  const before = sourcesNow();
  rmSync(stamp, { force: true });
  const tool = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const outcome = await run(process.execPath, [tool, 'build', '--logLevel', 'warn']);
  if (!outcome.ok) throw new Trouble(`the build failed:\n${lastLines(outcome.output, 60)}`);
  writeFileSync(stamp, before);
  say(`built, ${seconds(outcome.tookMs)}`);
}

function sourcesNow() {
  const folders = sources.flatMap((name) => filesBelow(inRoot(name), (file) => !/\.(test\.ts|md)$/.test(file)));
  return fingerprint([...settings.map((name) => inRoot(name)), ...folders]);
}
