// Several processes that play histories, each the next seed as soon as it is free.
import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { Played } from './worker.ts';

const WORKER = resolve(import.meta.dirname, 'worker.ts');

/** Plays all seeds with `size` processes and tells of each as it is done. Rejects when a process dies. */
export async function playAll(
  seeds: Iterable<number, undefined>,
  size: number,
  tell: (played: Played) => void,
): Promise<void> {
  const queue = seeds[Symbol.iterator]();
  await Promise.all(Array.from({ length: size }, () => work(queue, tell)));
}

function work(queue: Iterator<number, undefined>, tell: (played: Played) => void): Promise<void> {
  return new Promise((fulfil, reject) => {
    const worker = fork(WORKER, { execArgv: process.execArgv });
    let seed: number | undefined;
    const next = () => {
      seed = nextOf(queue);
      if (seed === undefined) worker.disconnect();
      else worker.send(seed);
    };
    worker.on('message', (played: Played) => {
      tell(played);
      next();
    });
    whenOver(worker, () => seed, fulfil, reject);
    next();
  });
}

function nextOf(queue: Iterator<number, undefined>): number | undefined {
  const next = queue.next();
  return next.done ? undefined : next.value;
}

function whenOver(
  worker: ChildProcess,
  busyWith: () => number | undefined,
  fulfil: () => void,
  reject: (error: Error) => void,
) {
  worker.on('error', reject);
  worker.on('exit', (code) => {
    const seed = busyWith();
    if (code === 0 && seed === undefined) fulfil();
    else reject(new Error(`the process that played seed ${String(seed)} ended with ${String(code)}`));
  });
}
