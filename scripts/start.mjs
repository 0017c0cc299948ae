// @ts-check
// `npm start`: the window. Without a display, the same app plays its first scenario on a virtual one (`--demo`) and
// leaves pictures behind, so there is something to see on a server too. Arguments after `--` go to the app.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDisplay } from './lib/display.mjs';
import { root } from './lib/places.mjs';
import { entry, Trouble } from './lib/run.mjs';
import { hasDisplay } from './lib/system-packages.mjs';
import { setup } from './setup.mjs';

const patienceMs = 5_000;
/** @type {NodeJS.Signals[]} */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

await entry(async () => {
  const runtime = await setup();
  if (!runtime) throw new Trouble('there is no Electron runtime');
  const given = process.argv.slice(2);
  const sandbox = sandboxArguments();
  if (process.platform !== 'linux' || hasDisplay()) {
    return runApp(runtime.path, [...sandbox, root, ...given], process.env);
  }
  return playDemo(runtime.path, sandbox, given);
});

/**
 * @param {string} executable
 * @param {readonly string[]} sandbox
 * @param {readonly string[]} given
 */
async function playDemo(executable, sandbox, given) {
  const chosen = given.find((argument) => argument.startsWith('--demo='));
  const folder = chosen?.slice('--demo='.length) ?? (await mkdtemp(join(tmpdir(), 'kubarium-demo-')));
  const demo = chosen ? [] : [`--demo=${folder}`];
  // A demo must not touch the person's own settings and sessions.
  const profile = await mkdtemp(join(tmpdir(), 'kubarium-profile-'));
  const display = await startDisplay();
  console.log(`start: no display here, so the app plays its demo on a virtual one and writes to ${folder}`);
  try {
    const env = { ...process.env, DISPLAY: display.name };
    return await runApp(
      executable,
      [...sandbox, '--disable-gpu', `--user-data-dir=${profile}`, root, ...demo, ...given],
      env,
    );
  } finally {
    display.stop();
    await rm(profile, { recursive: true, force: true });
  }
}

/**
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the app's exit code
 */
function runApp(executable, args, env) {
  return new Promise((resolve, reject) => {
    const app = spawn(executable, args, { cwd: root, env, stdio: ['inherit', 'inherit', 'pipe'] });
    app.stderr.setEncoding('utf8').on('data', withoutNoise(process.stderr));
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => {
      app.kill(signal);
      setTimeout(() => app.kill('SIGKILL'), patienceMs).unref();
    };
    for (const signal of stopSignals) process.on(signal, passOn);
    app.on('error', reject);
    app.on('close', (code, signal) => {
      for (const name of stopSignals) process.off(name, passOn);
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1));
    });
  });
}

/**
 * Chromium complains at length about services that servers and containers lack; people take that for a failure.
 * @param {NodeJS.WriteStream} out
 */
function withoutNoise(out) {
  const noise =
    /:(ERROR|WARNING):(bus|object_proxy|viz_main_impl|gpu_process|gpu_channel|command_buffer|gl_|angle|vaapi|sandbox_linux|atom_cache)/;
  let rest = '';
  return (/** @type {string} */ text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (!noise.test(line)) out.write(`${line}\n`);
  };
}

/** Chromium refuses to sandbox as root, and cannot where the system keeps user namespaces from people. */
function sandboxArguments() {
  if (process.platform !== 'linux' || process.argv.includes('--no-sandbox')) return [];
  if (process.getuid?.() === 0) return ['--no-sandbox'];
  const refused =
    setting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  if (!refused) return [];
  console.log('start: this system does not let Chromium sandbox itself, so the window runs without that sandbox');
  return ['--no-sandbox'];
}

/** @param {string} path */
function setting(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // an older or differently built kernel: no such restriction
  }
}
