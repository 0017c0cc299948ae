// kubectl itself, as a process.
import { spawn } from 'node:child_process';
import type { CommandResult } from '../command-result.ts';

/** Of a command that was stopped. */
const NO_EXIT_CODE = 137;

export interface RealProcess {
  readonly result: Promise<CommandResult>;
  stop(): void;
}

export interface Surroundings {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** Starts a program. */
export function start(words: readonly string[], { folder, env, stdin }: Surroundings): RealProcess {
  const [program = '', ...args] = words;
  const child = spawn(program, args, { cwd: folder, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined); // it need not read
  child.stdin.end(stdin);
  const result = new Promise<CommandResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ exit: code ?? NO_EXIT_CODE, stdout, stderr });
    });
  });
  return { result, stop: () => child.kill('SIGKILL') };
}
