// The commands that a shell carries out itself.
import type { Wait } from '../../os/table.ts';
import { plainCommands } from '../../programs/commands/plain.ts';
import type { ShellRun } from '../run.ts';
import type { Frame } from '../state.ts';
import type { Builtin } from './builtin.ts';
import { flow } from './flow.ts';
import { jobs } from './jobs.ts';
import { lookup } from './lookup.ts';
import { variables } from './variables.ts';

/** Commands that need no process of their own, whatever their shell. */
const SHARED = ['true', 'false', 'echo', 'printf', 'test', '[', '[[', 'kill', 'usleep'];
/** Assignments before these stay. */
const SPECIAL = new Set([':', '.', 'source', 'eval', 'exec', 'export', 'readonly', 'set', 'unset', 'trap']);

const builtins: Readonly<Record<string, Builtin>> = { ...flow, ...jobs, ...lookup, ...variables };

export function builtinNamed(name: string): boolean {
  return Object.hasOwn(builtins, name) || (SHARED.includes(name) && Object.hasOwn(plainCommands, name));
}

/** Carries out a builtin, or goes on with one that has waited. */
export function runBuiltin(run: ShellRun, frame: Frame, words: readonly string[]): Wait | undefined {
  const [name = '', ...args] = words;
  if (SPECIAL.has(name)) frame.locals = undefined;
  const builtin = builtins[name];
  const outcome = builtin ? builtin(run, args, frame) : shared(run, words);
  if (outcome === 'handled') return undefined;
  return typeof outcome === 'number' ? run.done(outcome) : outcome;
}

function shared({ own }: ShellRun, words: readonly string[]): number {
  const [name = '', ...args] = words;
  const result = plainCommands[name]?.(args, own, name);
  if (!result) return 1;
  own.out(result.stdout);
  own.err(result.stderr);
  return result.exitCode;
}
