// @ts-check
// node_modules in line with package-lock.json, told by comparing the lockfile with the one npm leaves inside.
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './places.mjs';
import { lastLines, npm, seconds, Trouble } from './run.mjs';

// No install scripts: the two packages that have one (Electron's download and the native module) are looked after by
// setup itself, which knows what to do when they cannot work.
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** @param {(line: string) => void} say */
export async function ensureDependencies(say) {
  if (inLine()) return;
  const fresh = !existsSync(inRoot('node_modules')) && existsSync(inRoot('package-lock.json'));
  // `npm ci` starts by deleting node_modules, under the feet of whatever runs from it; so it is for fresh clones only.
  const clean = fresh ? await npm(['ci', ...quiet]) : undefined;
  const outcome = clean?.ok ? clean : await npm(['install', ...quiet]);
  if (!outcome.ok) throw new Trouble(`npm could not install the dependencies:\n${lastLines(outcome.output, 30)}`);
  say(`${clean?.ok ? 'npm ci' : 'npm install'}, ${seconds(outcome.tookMs)}`);
}

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Locked */

function inLine() {
  const wanted = lock(inRoot('package-lock.json'));
  const present = lock(inRoot('node_modules', '.package-lock.json'));
  if (!wanted || !present || !manifestMatches(wanted)) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const installed = present[path];
    return installed ? installed.version === version : optional === true;
  });
}

/**
 * Somebody may have edited package.json without running npm.
 * @param {Record<string, Locked & { dependencies?: object, devDependencies?: object }>} wanted
 */
function manifestMatches(wanted) {
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const locked = wanted[''];
  return (
    JSON.stringify([manifest.dependencies, manifest.devDependencies]) ===
    JSON.stringify([locked?.dependencies, locked?.devDependencies])
  );
}

/**
 * @param {string} path
 * @returns {Record<string, Locked & { dependencies?: object, devDependencies?: object }> | undefined}
 */
function lock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}
