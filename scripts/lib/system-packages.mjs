// @ts-check
// The system libraries Electron needs on Debian and its relatives, and a virtual display where there is none.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mustRun, run, seconds, Trouble } from './run.mjs';

const window = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0', 'libxss1', 'libxtst6'];
const display = ['xvfb'];
/** Without it Chinese text shows as boxes; nothing stops working. */
const fonts = ['fonts-noto-cjk'];
const compiler = ['python3', 'make', 'g++'];

/**
 * @param {(line: string) => void} say
 * @param {{ compile: boolean }} needs
 */
export async function ensureSystemPackages(say, { compile }) {
  if (process.platform !== 'linux') return;
  if (!onPath('dpkg-query') || !onPath('apt-get')) {
    elsewhere(say);
    return;
  }
  const needed = [...window, ...(hasDisplay() ? [] : display), ...(compile ? compiler : [])];
  const missing = await missingOf([...needed, ...fonts]);
  if (missing.length === 0) return;
  if (process.getuid?.() === 0) return install(say, missing);
  const command = `sudo apt-get install -y ${missing.join(' ')}`;
  if (missing.some((name) => needed.includes(name))) {
    throw new Trouble(`System packages are missing. Please run this, then try again:\n\n  ${command}\n`);
  }
  say(`for Chinese text, run: ${command}`);
}

export const hasDisplay = () => Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** @param {string} command */
export const onPath = (command) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

/** @param {(line: string) => void} say */
function elsewhere(say) {
  if (hasDisplay() || onPath('Xvfb')) return;
  say('there is no display and no Xvfb: install your distribution’s Xvfb to run the window and its tests');
}

/**
 * @param {readonly string[]} names
 */
async function missingOf(names) {
  // Newer releases renamed some libraries with a t64 ending.
  const asked = names.flatMap((name) => [name, `${name}t64`]);
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...asked]);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/**
 * @param {(line: string) => void} say
 * @param {readonly string[]} missing
 */
async function install(say, missing) {
  const startedAt = performance.now();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await mustRun('apt-get', ['update', '-qq'], { env });
  const names = await Promise.all(missing.map(asNamedHere));
  await mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
  say(`installed ${names.join(' ')}, ${seconds(performance.now() - startedAt)}`);
}

/** @param {string} name */
async function asNamedHere(name) {
  const { ok } = await run('apt-cache', ['show', '--no-all-versions', `${name}t64`]);
  return ok ? `${name}t64` : name;
}
