// @ts-check
// better-sqlite3, loadable in Node and in the Electron runtime alike.
//
// The package brings binaries for Node-API 10 (Node 22.14 and newer). An older Node-API does not refuse them, it
// crashes; so there the module is compiled once and kept in the cache folder. The flags ask for the experimental level,
// because below Node-API 10 references to strings exist only there.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder, inRoot } from './places.mjs';
import { lastLines, npm, run, seconds, Trouble } from './run.mjs';

const nodeApiNeeded = 10;
const flags = '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT';
const packageFolder = inRoot('node_modules', 'better-sqlite3');
const compiled = join(packageFolder, 'build', 'Release', 'better_sqlite3.node');
/** Used when npm's own node-gyp is not found, as where a distribution splits npm. */
const nodeGyp = 'node-gyp@12.1.0';

export const nodeIsOld = () => Number(process.versions['napi']) < nodeApiNeeded;
export const isCompiled = () => existsSync(compiled);
export const isCached = () => existsSync(cacheFile());

/**
 * Puts a compiled module in place, from the cache if it is there.
 * @param {(line: string) => void} say
 */
export async function ensureCompiled(say) {
  if (isCompiled() && sameAsCached()) return;
  if (!isCached()) {
    const tookMs = await compile(say);
    say(`compiled better-sqlite3, ${seconds(tookMs)}`);
  } else say('better-sqlite3 from the cache');
  await mkdir(dirname(compiled), { recursive: true });
  await copyFile(cacheFile(), `${compiled}.new`);
  await rename(`${compiled}.new`, compiled);
}

/** A module left behind by an earlier version of the package or of Node must not be taken for ours. */
function sameAsCached() {
  return isCached() && readFileSync(compiled).equals(readFileSync(cacheFile()));
}

/**
 * Opens a database and asks it something, in a child process since a module of the wrong kind crashes.
 * @param {string} executable Node or Electron
 * @returns {Promise<string>} what went wrong; empty when nothing did
 */
export async function problemWith(executable) {
  const script = `
    const Database = require(${JSON.stringify(packageFolder)});
    const db = new Database(':memory:');
    db.exec('create table t (name text, body blob)');
    db.prepare('insert into t values (?, ?)').run('čas', Buffer.from([1, 2]));
    const row = db.prepare('select name, length(body) as size from t').get();
    if (row.name !== 'čas' || row.size !== 2) throw new Error('it answered ' + JSON.stringify(row));
    db.close();
    process.stdout.write('sound');
  `;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const outcome = await run(executable, ['-e', script], { env, cwd: tmpdir(), timeoutMs: 30_000 });
  if (outcome.ok && outcome.stdout.endsWith('sound')) return '';
  return lastLines(outcome.output, 12) || 'it crashed';
}

/** Changes when the loaded binary does. */
export function bindingStamp() {
  if (!isCompiled()) return 'as packaged';
  const { size, mtimeMs } = statSync(compiled);
  return `${String(size)} ${String(mtimeMs)}`;
}

function cacheFile() {
  // From our own manifest, where it is pinned: this is asked before anything is installed.
  const version = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).dependencies['better-sqlite3'];
  const flavour = createHash('sha256').update(flags).digest('hex').slice(0, 8);
  const name = `better-sqlite3-${version}-abi${process.versions.modules}-${process.platform}-${process.arch}-${flavour}.node`;
  return join(cacheFolder(), name);
}

/** @param {(line: string) => void} say */
async function compile(say) {
  say('compiling better-sqlite3 (a minute, once a machine)');
  await mkdir(cacheFolder(), { recursive: true });
  // In a copy, so that an interrupted compilation leaves no half-made module where it would be loaded.
  const work = await mkdtemp(join(cacheFolder(), 'making-better-sqlite3-'));
  try {
    const copy = join(work, 'node_modules', 'better-sqlite3');
    await cp(packageFolder, copy, {
      recursive: true,
      filter: (path) => !path.startsWith(join(packageFolder, 'build')),
    });
    await cp(inRoot('node_modules', 'node-addon-api'), join(work, 'node_modules', 'node-addon-api'), {
      recursive: true,
    });
    const args = ['rebuild', '--release', '--force_build=1', '--jobs=max', ...headers()];
    const env = { ...process.env, CXXFLAGS: `${process.env['CXXFLAGS'] ?? ''} ${flags}`.trim() };
    const bundled = await bundledNodeGyp();
    const outcome = bundled
      ? await run(process.execPath, [bundled, ...args], { cwd: copy, env })
      : await npm(['exec', '--yes', `--package=${nodeGyp}`, '--', 'node-gyp', ...args], { cwd: copy, env });
    const made = join(copy, 'build', 'Release', 'better_sqlite3.node');
    if (!outcome.ok || !existsSync(made)) {
      throw new Trouble(
        `better-sqlite3 could not be compiled. It needs Python 3, make and a C++20 compiler; Node 22.14 or newer needs ` +
          `none of them.\n${lastLines(outcome.output, 30)}`,
      );
    }
    await rename(made, cacheFile());
    return outcome.tookMs;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Node's own headers when they were installed with it; else node-gyp downloads them. */
function headers() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : [];
}

async function bundledNodeGyp() {
  const script = process.env['npm_execpath'];
  const homes = script?.endsWith('npm-cli.js') ? [dirname(dirname(realpathSync(script)))] : [];
  const global = await npm(['root', '--global', '--loglevel=error']);
  if (global.ok) homes.push(join(global.stdout.trim(), 'npm'));
  return homes
    .map((home) => join(home, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'))
    .find((path) => existsSync(path));
}
