// @ts-check
// Child processes for the scripts: quiet by default, with the output at hand when something fails.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root } from './places.mjs';

/** A mistake or a missing thing that the user can act on: shown as it is, without a stack. */
export class Trouble extends Error {}

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {number | undefined} code exit code; undefined when a signal ended it or it could not start
 * @property {string} stdout
 * @property {string} stderr
 * @property {string} output stdout and stderr as they came
 * @property {number} tookMs
 */

/**
 * Runs a command to its end and never throws.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, show?: boolean }} [options] `show` passes the
 *   output through instead of keeping it
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { cwd = root, env = process.env, timeoutMs = 0, show = false } = {}) {
  const startedAt = performance.now();
  return new Promise((done) => {
    // Colours are for terminals; in a kept or redirected output they are litter.
    const plain = !show || !process.stdout.isTTY;
    const child = spawn(command, args, {
      cwd,
      env: plain ? { ...env, NO_COLOR: '1' } : env,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stderr += text;
      output += text;
    });
    const timer = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
    /** @param {number | undefined} code */
    const finish = (code) => {
      clearTimeout(timer);
      done({ ok: code === 0, code, stdout, stderr, output, tookMs: performance.now() - startedAt });
    };
    child.on('error', (error) => {
      output += error.message;
      stderr += error.message;
      finish(undefined);
    });
    child.on('close', (code) => {
      finish(code ?? undefined);
    });
  });
}

/**
 * Like `run`, but a failure is thrown with the end of the output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function mustRun(command, args, options) {
  const outcome = await run(command, args, options);
  if (!outcome.ok) throw new Trouble(`${[command, ...args].join(' ')} failed:\n${lastLines(outcome.output, 40)}`);
  return outcome;
}

/**
 * @param {string} text
 * @param {number} count
 */
export const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** npm on Windows is a batch file, which Node starts only through a shell; its JavaScript works everywhere. */
export function npmCommand() {
  const script = process.env['npm_execpath'];
  /** @type {[string, string[]]} */
  const command = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  return command;
}

/**
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options) {
  const [command, first] = npmCommand();
  return run(command, [...first, ...args], options);
}

/**
 * Whether a module is the one that was started, not imported.
 * @param {string} moduleUrl
 */
export const isEntry = (moduleUrl) =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);

/**
 * Runs an entry point, shows a `Trouble` as plain text and anything else with its stack.
 * @param {() => Promise<number>} main gives the exit code
 */
export async function entry(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Trouble ? error.message : error);
  }
}
