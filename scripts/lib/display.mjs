// @ts-check
// A virtual X display of our own, for machines without one. Not xvfb-run: that wants xauth and hides exit codes.
import { spawn } from 'node:child_process';
import { onPath } from './system-packages.mjs';
import { Trouble } from './run.mjs';

const screen = '1680x1050x24';
const startMs = 15_000;

/** @returns {Promise<{ name: string, stop: () => void }>} */
export async function startDisplay() {
  if (!onPath('Xvfb')) throw new Trouble('There is no display and no Xvfb. On Debian: apt-get install xvfb');
  // In its own process group, so that Ctrl-C in the terminal reaches the app first and the display goes last.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = () => {
    process.off('exit', stop);
    server.kill('SIGTERM');
  };
  process.on('exit', stop);
  try {
    const number = await displayNumber(server);
    server.unref();
    for (const pipe of server.stdio) /** @type {import('node:net').Socket | null | undefined} */ (pipe)?.unref();
    return { name: `:${number}`, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const timer = setTimeout(() => {
      reject(new Trouble(`Xvfb did not start in ${String(startMs / 1000)} s\n${complaint}`));
    }, startMs);
    server.stderr?.on('data', (chunk) => (complaint += String(chunk)));
    server.on('error', reject);
    server.on('exit', () => {
      clearTimeout(timer);
      reject(new Trouble(`Xvfb stopped\n${complaint}`));
    });
    server.stdio[3]?.on('data', (chunk) => {
      clearTimeout(timer);
      resolve(String(chunk).trim());
    });
  });
}
