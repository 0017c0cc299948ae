// One command: its words, assignments and redirections; a function, a builtin, or a program in a child.
import type { Wait } from '../os/table.ts';
import { builtinNamed, runBuiltin } from './builtins/registry.ts';
import { childOf } from './child.ts';
import { expandFields, expandText } from './expand.ts';
import { expanded } from './expanding.ts';
import { type ResolvedRedirect, applyRedirects, resolveRedirects } from './redirects.ts';
import type { ShellRun } from './run.ts';
import type { Frame } from './state.ts';
import { type NodeOf, plainText } from './syntax.ts';

type Outcome = Wait | undefined;

interface Resolved {
  readonly words: readonly string[];
  readonly assignments: readonly (readonly [name: string, value: string])[];
  readonly redirects: readonly ResolvedRedirect[];
}

const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
/** A variable may grow so long; more ends the container for want of memory. */
const VALUE_CHARACTERS_MAX = 1 << 22;
const FRAMES_MAX = 1_000;
const OOM_CODE = 137;

/** Steps of its frame: 0 to be expanded, 1 waits for a child, 2 a builtin that waits. */
export function simpleCommand(run: ShellRun, frame: Frame, node: NodeOf<'simple'>): Outcome {
  if (frame.step === 1) return childOf(run, frame);
  if (frame.step === 2) return runBuiltin(run, frame, frame.words ?? []);
  return expanded(
    run,
    frame,
    (scope) => ({
      words:
        plainText(node.words[0]) === '[['
          ? node.words.map((word) => expandText(word, scope))
          : expandFields(node.words, scope),
      assignments: node.assignments.map(({ name, append, word }) => {
        const value = expandText(word, scope);
        return [name, append ? (scope.get(name) ?? '') + value : value] as const;
      }),
      redirects: resolveRedirects(node.redirects, scope),
    }),
    (resolved) => start(run, frame, node, resolved),
  );
}

function start(run: ShellRun, frame: Frame, node: NodeOf<'simple'>, resolved: Resolved): Outcome {
  const { words, assignments, redirects } = resolved;
  const [name] = words;
  if (run.shell.options.includes('x')) trace(run, resolved);
  if (redirects.length > 0) {
    frame.saved = run.fds;
    if (!applyRedirects(run, redirects)) return run.done(1);
  }
  if (name === undefined) {
    assign(run, assignments);
    return run.done(frame.substitutionStatus ?? 0);
  }
  const called = Object.hasOwn(run.shell.functions, name) ? run.shell.functions[name] : undefined;
  if (called) return callFunction(run, frame, called, resolved);
  if (builtinNamed(name)) return startBuiltin(run, frame, resolved);
  return startProgram(run, frame, node, resolved);
}

function trace(run: ShellRun, { words, assignments }: Resolved): void {
  const parts = [...assignments.map(([name, value]) => `${name}=${shown(value)}`), ...words.map(shown)];
  run.own.err(`+ ${parts.join(' ')}\n`);
}

function shown(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}

function assign(run: ShellRun, assignments: Resolved['assignments']): void {
  for (const [name, value] of assignments) {
    if (value.length > VALUE_CHARACTERS_MAX) run.os.end(OOM_CODE, 'oom');
    run.shell.vars[name] = value;
    if (run.shell.options.includes('a')) run.shell.exported[name] = true;
  }
}

function callFunction(
  run: ShellRun,
  frame: Frame,
  [script, node]: readonly [number, number],
  { words, assignments }: Resolved,
): Outcome {
  const { shell } = run;
  if (shell.frames.length > FRAMES_MAX) {
    run.complain('maximum function nesting level exceeded');
    return run.exit(2);
  }
  const { saved } = frame;
  frame.saved = undefined;
  run.pop();
  const locals = assignments.map(([name]) => [name, shell.vars[name] ?? null] as const);
  assign(run, assignments);
  shell.frames.push({ script, node, step: 0, kind: 'call', args: shell.args, locals, saved });
  shell.args = words.slice(1);
  return undefined;
}

function startBuiltin(run: ShellRun, frame: Frame, { words, assignments }: Resolved): Outcome {
  frame.locals = assignments.map(([name]) => [name, run.shell.vars[name] ?? null] as const);
  assign(run, assignments);
  frame.step = 2;
  frame.words = words;
  return runBuiltin(run, frame, words);
}

function startProgram(run: ShellRun, frame: Frame, node: NodeOf<'simple'>, { words, assignments }: Resolved): Outcome {
  const [name = ''] = words;
  const { own, os } = run;
  if (!os.isProgram(words, own.cwd)) {
    run.complain(missing(run, name), node.line);
    return run.done(run.own.files.isDirectory(own.path(name)) && name.includes('/') ? NOT_EXECUTABLE : NOT_FOUND);
  }
  const env = run.environment(Object.fromEntries(assignments));
  if (isLast(run)) {
    os.become(run.process, words, env);
    return undefined;
  }
  const { process } = run;
  const child = os.spawn({
    argv: words,
    parent: process.pid,
    env,
    cwd: process.cwd,
    fds: process.fds,
    ignores: ignored(run),
  });
  if (!child) {
    run.complain("can't fork: Resource temporarily unavailable");
    return run.done(NOT_EXECUTABLE);
  }
  frame.pids = [child.pid];
  frame.step = 1;
  return childOf(run, frame);
}

function missing({ shell, own }: ShellRun, name: string): string {
  if (name.includes('/') && own.files.isDirectory(own.path(name))) return `${name}: Permission denied`;
  return shell.name.endsWith('bash') ? `${name}: command not found` : `${name}: not found`;
}

/** Signals that children are not to feel: those that the shell ignores. */
function ignored({ shell, process }: ShellRun): ProcessSignals {
  const own = Object.entries(shell.traps).flatMap(([name, text]) => (text === '' && name !== 'EXIT' ? [name] : []));
  return [...new Set([...(process.ignores ?? []), ...own])] as ProcessSignals;
}

type ProcessSignals = NonNullable<ShellRun['process']['ignores']>;

/** Whether the shell has nothing to do after this command, so that the program may take its place. */
function isLast(run: ShellRun): boolean {
  const { shell, process } = run;
  if (shell.reads || shell.fromFile === true || (process.pending ?? []).length > 0) return false;
  if (Object.keys(shell.traps).length > 0 || shell.jobs.length > 0) return false;
  return shell.frames.every((frame, index) => {
    if (index === shell.frames.length - 1) return true;
    const node = run.node(frame);
    return frame.kind !== 'trap' && frame.kind !== 'call' && node.type === 'list' && frame.step >= node.items.length;
  });
}
