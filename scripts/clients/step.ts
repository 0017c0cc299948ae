// One command of a suite, and what is expected of it.
import { execFile } from 'node:child_process';

export interface Step {
  /** A line of shell. */
  readonly line: string;
  /** What standard output and standard error together hold. */
  readonly shows?: RegExp | undefined;
  /** 0 unless told. */
  readonly exit?: number | undefined;
}

export interface Surroundings {
  /** Folders with programs, before those of the system. */
  readonly path: string;
  readonly kubeconfig: string;
  /** Where commands run, and leave files. */
  readonly folder: string;
}

const STEP_MS = 60_000;

/** Runs a step; answers what went wrong, or undefined when nothing did. */
export function runStep({ line, shows, exit = 0 }: Step, around: Surroundings): Promise<string | undefined> {
  const env = {
    ...process.env,
    PATH: `${around.path}:${process.env['PATH'] ?? ''}`,
    KUBECONFIG: around.kubeconfig,
    HOME: around.folder,
  };
  return new Promise((resolve) => {
    execFile('bash', ['-c', line], { env, cwd: around.folder, timeout: STEP_MS }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      const shown = stdout + stderr;
      if (code !== exit) resolve(`ended with ${String(code)} instead of ${String(exit)}\n${shown}`);
      else if (shows && !shows.test(shown)) resolve(`did not show ${String(shows)}\n${shown}`);
      else resolve(undefined);
    });
  });
}
