// @ts-check
// One setup at a time in a checkout: two that run at once would both write node_modules and out.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './places.mjs';
import { Trouble } from './run.mjs';

const file = join(tmpdir(), `kubarium-setup-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`);
const patienceMs = 15 * 60_000;

/**
 * @template T
 * @param {(line: string) => void} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(say, work) {
  const until = Date.now() + patienceMs;
  let told = false;
  while (!taken()) {
    if (Date.now() > until)
      throw new Trouble(`another setup of this folder holds ${file}; remove it if none is running`);
    if (!told) say('waiting for another setup of this folder');
    told = true;
    await wait(200);
  }
  const release = () => {
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function taken() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (holderIsGone()) rmSync(file, { force: true });
    return false;
  }
}

function holderId() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function holderIsGone() {
  const holder = holderId();
  if (!holder) return false; // released between our two looks, or being written this moment
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
