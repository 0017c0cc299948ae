// What runs under a command line: a shell, a program of the image, or a script in a file.
import { isShellName, startShell } from '../shell/shell.ts';
import { baseName, resolvePath } from './paths.ts';
import type { OsHost } from './system.ts';
import type { Task } from './table.ts';

export interface FoundTask {
  readonly task: Task;
  /** The command line of what really runs: for a script its interpreter's. */
  readonly argv: readonly string[];
}

/** Scripts may name scripts that interpret them, so deep. */
const DEPTH_MAX = 5;

/** Undefined when there is nothing of that name; `env` is what a shell begins with. */
export function taskOf(
  host: OsHost,
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> | undefined,
  depth = 0,
): FoundTask | undefined {
  const [name = ''] = argv;
  const text = name.includes('/') ? host.files.read(resolvePath(cwd, name)) : undefined;
  if (text !== undefined) return scriptTask(host, text, argv, cwd, env, depth);
  if (isShellName(name)) return shellTask(host, argv, env);
  return host.program(argv) && { task: { type: 'program', state: undefined }, argv };
}

function shellTask(host: OsHost, argv: readonly string[], env: Readonly<Record<string, string>> = host.env) {
  return host.hasShell ? { task: startShell(argv, env), argv } : undefined;
}

function scriptTask(
  host: OsHost,
  text: string,
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> | undefined,
  depth: number,
): FoundTask | undefined {
  if (depth > DEPTH_MAX) return undefined;
  const [, interpreter = '/bin/sh', option = ''] = /^#!\s*(\S+)[ \t]*([^\n]*)/.exec(text) ?? [];
  const options = option.trim();
  const isEnv = baseName(interpreter) === 'env' && options !== '';
  const head = isEnv ? options.split(/\s+/) : [interpreter, ...(options === '' ? [] : [options])];
  const line = [...head, ...argv];
  return isShellName(head[0] ?? '') ? shellTask(host, line, env) : taskOf(host, line, cwd, env, depth + 1);
}
