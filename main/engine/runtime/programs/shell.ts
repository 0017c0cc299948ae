// Runs scripts and single commands as a container's process: one statement after the other, waiting where they sleep.
import type { Json } from '../../kernel/json.ts';
import { MINUTE, SECOND } from '../../kernel/time.ts';
import type { Files } from '../files.ts';
import { type CommandResult, baseName, isCommand, runCommand } from './commands.ts';
import type { LogLine, Process, Program, Turn } from './program.ts';
import { type Statement, parseScript } from './script.ts';

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);
const SLEEP_UNITS_US: Readonly<Record<string, number>> = {
  '': SECOND,
  s: SECOND,
  m: MINUTE,
  h: 60 * MINUTE,
  d: 1440 * MINUTE,
};

/** The statements that a command line stands for; undefined when it is not a simple one. */
export function statementsOf(argv: readonly string[]): readonly Statement[] | undefined {
  const [name = '', option, script] = argv;
  const base = baseName(name);
  if (SHELLS.has(base)) {
    // A shell without a script reads from its closed standard input and ends.
    if (option === undefined) return [];
    const statements = /^-[a-z]*c$/.test(option) && script !== undefined ? parseScript(script) : undefined;
    return statements?.every(({ argv: [first = ''] }) => isSimple(first)) ? statements : undefined;
  }
  return isSimple(base) ? [{ joint: 'always', argv: [base, ...argv.slice(1)] }] : undefined;
}

/** Whether a command line names a shell, whatever it is to run. */
export function isShell(argv: readonly string[]): boolean {
  return SHELLS.has(baseName(argv[0] ?? ''));
}

/** A process that runs `statements`. As a first process it does not react to SIGTERM. */
export function script(statements: readonly Statement[]): Program {
  return {
    run: (process, state) => runFrom(statements, process, asPosition(state)),
    terminate: () => undefined,
  };
}

/** A program that is not understood: it runs and does nothing. */
export const opaque: Program = {
  run: () => ({ next: 'stay' }),
  terminate: () => undefined,
};

/** Runs a whole command line at once, as exec probes do; `sleptUs` is what it slept on the way. */
export function runAtOnce(
  statements: readonly Statement[],
  files: Files,
): CommandResult & { readonly sleptUs: number } {
  let result: CommandResult = { exitCode: 0, stdout: '', stderr: '' };
  let sleptUs = 0;
  let stdout = '';
  let stderr = '';
  for (const statement of statements) {
    if (!isDue(statement, result.exitCode)) continue;
    const [name, amount] = statement.argv;
    if (name === 'exit') return { exitCode: Number(amount ?? result.exitCode), stdout, stderr, sleptUs };
    if (name === 'sleep') {
      sleptUs += sleepUs(amount);
      result = { exitCode: 0, stdout: '', stderr: '' };
      continue;
    }
    result = execute(statement, files);
    stdout += result.stdout;
    stderr += result.stderr;
  }
  return { exitCode: result.exitCode, stdout, stderr, sleptUs };
}

interface Position {
  readonly index: number;
  readonly exitCode: number;
}

function asPosition(state: Json): Position {
  const [index, exitCode] = Array.isArray(state) ? (state as readonly Json[]) : [];
  return { index: Number(index ?? 0), exitCode: Number(exitCode ?? 0) };
}

function runFrom(statements: readonly Statement[], process: Process, from: Position): Turn {
  const logs: LogLine[] = [];
  let { exitCode } = from;
  for (let index = from.index; index < statements.length; index++) {
    const statement = statements[index];
    if (!statement || !isDue(statement, exitCode)) continue;
    const [name, amount] = statement.argv;
    if (name === 'exit') return { logs, next: { exitCode: Number(amount ?? exitCode) } };
    if (name === 'sleep') return { logs, state: [index + 1, 0], next: waitFor(sleepUs(amount)) };
    const result = execute(statement, process.files);
    logs.push(...toLines('stdout', result.stdout), ...toLines('stderr', result.stderr));
    ({ exitCode } = result);
  }
  return { logs, next: { exitCode } };
}

function execute(statement: Statement, files: Files): CommandResult {
  const result = runCommand(statement.argv, files);
  const { redirect } = statement;
  if (!redirect) return result;
  if (redirect.path !== '/dev/null') {
    files.write(redirect.path, (redirect.append ? (files.read(redirect.path) ?? '') : '') + result.stdout);
  }
  return { ...result, stdout: '' };
}

function isDue(statement: Statement, exitCode: number): boolean {
  return statement.joint === 'always' || (statement.joint === 'on-success') === (exitCode === 0);
}

const isSimple = (name: string) => name === 'sleep' || name === 'exit' || isCommand(name);
const waitFor = (waitUs: number): Turn['next'] => (waitUs === Infinity ? 'stay' : { waitUs });

/** How long `sleep AMOUNT` sleeps; for ever for `infinity` and not at all for what is no amount. */
function sleepUs(amount = '0'): number {
  if (amount === 'infinity' || amount === 'inf') return Infinity;
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(amount);
  return match ? Math.round(Number(match[1]) * (SLEEP_UNITS_US[match[2] ?? ''] ?? SECOND)) : 0;
}

function toLines(stream: LogLine['stream'], output: string): readonly LogLine[] {
  if (output === '') return [];
  return output
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => ({ stream, text }));
}
