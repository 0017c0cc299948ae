// @ts-check
// `npm run setup`: everything between a fresh clone and a running app. Safe to run at any time; quick when there is
// nothing to do. Only Node's own modules may be imported at load time: nothing else is installed yet.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { electronRuntime } from './electron-runtime.mjs';
import { ensureBuilt, isBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { alone } from './lib/lock.mjs';
import * as native from './lib/native-module.mjs';
import { inRoot } from './lib/places.mjs';
import { entry, isEntry, Trouble } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const oldestNode = [20, 19];
const stampFile = inRoot('node_modules', '.kubarium-setup.json');

/**
 * @typedef {object} SetupOptions
 * @property {boolean} [window] false leaves out Electron and its libraries, which the command line needs not
 * @property {boolean} [build]
 * @property {boolean} [retryOfficial] try again to download the official Electron
 * @property {(line: string) => void} [print]
 */

/**
 * @param {SetupOptions} [options]
 * @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime | undefined>} the runtime, unless `window` is false
 */
export function setup({ window = true, build = true, retryOfficial = false, print = console.log } = {}) {
  /** @param {string} step */
  const sayer = (step) => (/** @type {string} */ line) => {
    print(`setup: ${step}: ${line}`);
  };
  checkNode();
  return alone(sayer('lock'), async () => {
    const compile = native.nodeIsOld();
    await Promise.all([
      ensureDependencies(sayer('dependencies')),
      window ? ensureSystemPackages(sayer('system'), { compile: compile && !native.isCached() }) : undefined,
    ]);
    const [runtime] = await Promise.all([
      window ? electronRuntime({ say: sayer('electron'), retryOfficial }) : undefined,
      compile ? native.ensureCompiled(sayer('sqlite')) : undefined,
    ]);
    await verifyNative(sayer('sqlite'), runtime);
    if (build) await ensureBuilt(sayer('build'));
    if (runtime) sayer('electron')(`${runtime.version} (${runtime.why})`);
    return runtime;
  });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Trouble(`Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/**
 * @param {(line: string) => void} say
 * @param {import('./electron-runtime.mjs').ElectronRuntime | undefined} runtime
 */
async function verifyNative(say, runtime) {
  const hosts = [
    { path: process.execPath, name: `Node ${process.versions.node}` },
    ...(runtime ? [{ path: runtime.path, name: `Electron ${runtime.version}` }] : []),
  ];
  /** @param {Host} host */
  const key = ({ name }) => `${name}, binary ${native.bindingStamp()}`;
  const unproven = () => {
    const sound = stamped();
    return hosts.filter((host) => sound[host.path] !== key(host));
  };
  let problems = await problemsIn(unproven());
  if (problems.length > 0 && !native.isCompiled()) {
    // Node is new enough but the runtime is not: one binary has to serve both.
    await native.ensureCompiled(say);
    problems = await problemsIn(hosts);
  }
  if (problems.length > 0) throw new Trouble(`better-sqlite3 does not load:\n${problems.join('\n')}`);
  if (unproven().length === 0) return;
  const proven = { ...stamped(), ...Object.fromEntries(hosts.map((host) => [host.path, key(host)])) };
  writeFileSync(stampFile, JSON.stringify(proven, undefined, 2));
  say(`better-sqlite3 answers in ${hosts.map(({ name }) => name).join(' and ')}`);
}

/** @typedef {{ path: string, name: string }} Host */

/** @param {readonly Host[]} hosts */
async function problemsIn(hosts) {
  const found = await Promise.all(hosts.map(async (host) => ({ host, problem: await native.problemWith(host.path) })));
  return found.filter(({ problem }) => problem).map(({ host, problem }) => `in ${host.name}: ${problem}`);
}

/** @returns {Record<string, string>} */
function stamped() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
}

/** True when `setup` would find nothing to do for the command line. */
export const commandLineIsReady = () =>
  existsSync(stampFile) && (!native.nodeIsOld() || native.isCompiled()) && isBuilt();

if (isEntry(import.meta.url)) {
  await entry(async () => {
    await setup({ retryOfficial: process.argv.includes('--retry-official') });
    console.log('setup: ready');
    return 0;
  });
}
