// A cluster that `kubarium serve` serves, in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inRoot } from '../lib/places.mjs';

/** A cluster that has not come up after this long never will. */
const READY_MS = 120_000;

export class ServedCluster {
  readonly kubeconfig: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, kubeconfig: string) {
    this.#process = process;
    this.kubeconfig = kubeconfig;
  }

  /** Starts one that keeps its files in `folder`. Throws Error when it does not come up. */
  static async start(folder: string, speed: number): Promise<ServedCluster> {
    const kubeconfig = join(folder, 'kubeconfig');
    const words = ['serve', '--preset', 'oracle', '--kubeconfig', kubeconfig, '--speed', String(speed)];
    const child = spawn(process.execPath, ['--import', 'tsx', inRoot('main', 'cli.ts'), ...words], { cwd: inRoot() });
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await new Promise<void>((resolve, reject) => {
      const fail = () => {
        reject(new Error(`kubarium serve did not come up.\n${said}`));
      };
      const timer = setTimeout(fail, READY_MS);
      child.once('exit', fail);
      child.stdout.once('data', () => {
        clearTimeout(timer);
        child.removeListener('exit', fail);
        resolve();
      });
    });
    return new ServedCluster(child, kubeconfig);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Whether it still runs. */
  get isAlive(): boolean {
    return this.#process.exitCode === null;
  }

  /** Stops it as a person would; answers its exit code. */
  async stop(): Promise<number | null> {
    if (!this.isAlive) return this.#process.exitCode;
    this.#process.kill('SIGTERM');
    const [code] = (await once(this.#process, 'exit')) as [number | null];
    return code;
  }
}
