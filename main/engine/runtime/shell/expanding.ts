// Expansion with the help of the shell that asks for it: its variables, its files, and children for substitutions.
import type { Wait } from '../os/table.ts';
import { ArithmeticError } from './arithmetic-operators.ts';
import { CommandNeeded, ExpansionError, type Scope } from './expand.ts';
import { glob } from './glob.ts';
import type { ShellRun } from './run.ts';
import type { Frame } from './state.ts';
import type { Node } from './syntax.ts';

const EXPANSION_FAILED = 2;

/**
 * Expands something on behalf of `frame`, and goes on with what came of it. Command substitutions are run first: the
 * frame remembers their outputs, and the expansion begins anew when one has come.
 */
export function expanded<T>(
  run: ShellRun,
  frame: Frame,
  work: (scope: Scope) => T,
  then: (value: T) => Wait | undefined,
): Wait | undefined {
  const wait = takeOutput(run, frame);
  if (wait) return wait;
  const scope = new ShellScope(run, frame.outputs ?? []);
  let value: T;
  try {
    value = work(scope);
  } catch (error) {
    if (error instanceof CommandNeeded) return substitute(run, frame, error.body);
    if (!(error instanceof ExpansionError || error instanceof ArithmeticError)) throw error;
    run.complain(error.message);
    return run.exit(EXPANSION_FAILED);
  }
  scope.commit();
  frame.outputs = undefined;
  return then(value);
}

/** Takes over what the substitution that runs has written, once it has ended. */
function takeOutput(run: ShellRun, frame: Frame): Wait | undefined {
  const { substitution } = frame;
  if (!substitution) return undefined;
  const status = run.own.ended(substitution.pid);
  if (status === undefined) return run.waitFor(substitution.pid);
  frame.outputs = [...(frame.outputs ?? []), run.os.open.read(substitution.pipe).text];
  frame.substitution = undefined;
  frame.substitutionStatus = status;
  frame.keeps = undefined;
  run.os.open.closeUnused();
  return undefined;
}

function substitute(run: ShellRun, frame: Frame, body: Node): Wait | undefined {
  const [out, into] = run.os.open.pipe({ bottomless: true });
  const pid = run.fork(frame.script, body, run.with(1, into), true);
  if (pid === undefined) return run.exit(EXPANSION_FAILED);
  frame.substitution = { pid, pipe: out };
  frame.keeps = [out];
  return run.waitFor(pid);
}

class ShellScope implements Scope {
  readonly #run: ShellRun;
  readonly #outputs: readonly string[];
  readonly #set = new Map<string, string>();
  #used = 0;

  constructor(run: ShellRun, outputs: readonly string[]) {
    this.#run = run;
    this.#outputs = outputs;
  }

  get positional(): readonly string[] {
    return this.#run.shell.args;
  }

  get refusesUnset(): boolean {
    return this.#run.shell.options.includes('u');
  }

  get keepsPatterns(): boolean {
    return this.#run.shell.options.includes('f');
  }

  get(name: string): string | undefined {
    const { shell, own } = this.#run;
    switch (name) {
      case '?':
        return String(shell.status);
      case '$':
        return String(shell.home ?? own.pid);
      case '!':
        return shell.lastJob === undefined ? '' : String(shell.lastJob);
      case '0':
        return shell.name;
      case '-':
        return shell.options;
      case 'RANDOM':
        return String(own.random(0, 32_767));
      case 'PWD':
        return own.cwd;
      default:
        return this.#set.get(name) ?? (Object.hasOwn(shell.vars, name) ? shell.vars[name] : undefined);
    }
  }

  set(name: string, value: string): void {
    this.#set.set(name, value);
  }

  nextOutput(): string | undefined {
    return this.#outputs[this.#used++];
  }

  glob(pattern: string): readonly string[] {
    return glob(this.#run.own.files, this.#run.own.cwd, pattern);
  }

  commit(): void {
    for (const [name, value] of this.#set) this.#run.shell.vars[name] = value;
  }
}
