// Makes a script fit for a terminal. The shell library runs a command to its end before it hands over what that printed,
// knows nothing of the background, and takes time and chance from this machine. So, before it is run, in each script
// whatever prints to the terminal is redirected there, command by command; what stands in the background is put aside as
// a job; and `$!`, `$RANDOM` and `$SECONDS` are asked of the terminal.
import { withPlainQuotes, type HereDocument } from './here-documents.ts';
import {
  definesFunction,
  pipelineOf,
  plainCommand,
  redirected,
  redirectedSingly,
  statementOf,
  writtenName,
  type Command,
  type Pipeline,
  type Script,
  type SimpleCommand,
  type Statement,
} from './syntax-tree.ts';

/** Commands that prepared scripts use besides those that people type. */
export const START_JOB = 'kubarium-start-job';
export const AWAIT_JOBS = 'kubarium-await-jobs';
export const TRACE = 'kubarium-trace';
export const VALUE = 'kubarium-value';
export const STATUS = 'kubarium-status';
/** Files that are the terminal. */
export const STDOUT = '/dev/terminal/stdout';
export const STDERR = '/dev/terminal/stderr';
/** Set for a command whose output nobody but the terminal reads. */
export const AT_TERMINAL = 'KUBARIUM_AT_TERMINAL';

export interface PrepareOptions {
  /** Whether each command is told before it is run. */
  readonly trace: boolean;
  /** Keeps a statement for the background and answers its number. */
  keepJob(job: Script): number;
}

const ASKED = new Set(['!', 'RANDOM', 'SECONDS', 'EPOCHSECONDS']);
/** They print while they run, for minutes perhaps. */
const LIVELY = new Set(['kubectl', 'watch', 'timeout', 'ping', 'ssh', 'yes', 'vi', 'vim', 'nano']);
const PRINTING = new Set(['If', 'For', 'CStyleFor', 'While', 'Until', 'Case', 'Group', 'Subshell']);

/** The script as the terminal runs it. */
export function prepareScript(script: Script, options: PrepareOptions): Script {
  const asking = askTerminal(script);
  return { ...asking, statements: new Preparation(asking, options).statements(asking.statements) };
}

class Preparation {
  readonly #functions: readonly Statement[];
  readonly #names: ReadonlySet<string>;
  readonly #options: PrepareOptions;

  constructor(script: Script, options: PrepareOptions) {
    this.#functions = script.statements.filter(definesFunction);
    const commands = this.#functions.flatMap(({ pipelines }) => pipelines.flatMap((pipeline) => pipeline.commands));
    this.#names = new Set(commands.flatMap((command) => (command.type === 'FunctionDef' ? [command.name] : [])));
    this.#options = options;
  }

  statements(statements: readonly Statement[]): Statement[] {
    return statements.flatMap((statement) => {
      if (definesFunction(statement)) return [statement, this.#twin(statement)];
      const prepared = statement.background ? this.#inBackground(statement) : this.#statement(statement);
      const told =
        statement.pipelines.some(isCompound) || definesFunction(statement) ? undefined : statement.sourceText;
      return this.#options.trace && told !== undefined ? [traceOf(told), prepared] : [prepared];
    });
  }

  /** A function is called in pipes and substitutions as it is; at the terminal its twin is, which prints there. */
  #twin(statement: Statement): Statement {
    const pipelines = statement.pipelines.map((pipeline) => ({
      ...pipeline,
      commands: pipeline.commands.map((command) => {
        if (command.type !== 'FunctionDef') return command;
        const body = this.#compound(command.body);
        return { ...command, name: twinOf(command.name), body: body as typeof command.body };
      }),
    }));
    return { ...statement, pipelines };
  }

  #statement(statement: Statement): Statement {
    const last = statement.pipelines.length - 1;
    const pipelines = statement.pipelines.map((pipeline, index) => this.#pipeline(pipeline, index === last));
    return { ...statement, pipelines };
  }

  #pipeline(pipeline: Pipeline, isLast: boolean): Pipeline {
    const [command, ...others] = pipeline.commands;
    if (!command || command.type === 'FunctionDef') return pipeline;
    if (others.length === 0 && isCompound(pipeline)) return { ...pipeline, commands: [this.#compound(command)] };
    const called = command.type === 'SimpleCommand' ? writtenName(command) : undefined;
    if (called !== undefined && this.#names.has(called) && isPlain(pipeline)) return callOf(pipeline, twinOf(called));
    // In the library a group that fails ends the script by `set -e` even where a single command would not.
    const redirect = isLast && !pipeline.negated ? redirected : redirectedSingly;
    return redirect(atTerminal(pipeline), STDOUT, STDERR);
  }

  /** A compound command prints to the terminal wherever its commands do. */
  #compound(command: Command): Command {
    switch (command.type) {
      case 'If':
        return {
          ...command,
          clauses: command.clauses.map(({ condition, body }) => ({
            condition: this.statements(condition),
            body: this.statements(body),
          })),
          elseBody: command.elseBody && this.statements(command.elseBody),
        };
      case 'While':
      case 'Until':
        return { ...command, condition: this.statements(command.condition), body: this.statements(command.body) };
      case 'Case':
        return { ...command, items: command.items.map((item) => ({ ...item, body: this.statements(item.body) })) };
      case 'For':
      case 'CStyleFor':
      case 'Group':
      case 'Subshell':
        return { ...command, body: this.statements(command.body) };
      default:
        return command;
    }
  }

  /** What runs in the background is a script of its own, which knows the functions. */
  #inBackground(statement: Statement): Statement {
    const { sourceText = '', ...rest } = statement;
    const job = { ...rest, background: false };
    const number = this.#options.keepJob({ type: 'Script', statements: [...this.#functions, job] });
    return statementOf(redirected(pipelineOf(plainCommand(START_JOB, String(number), sourceText)), STDOUT, STDERR));
  }
}

function twinOf(name: string): string {
  return `kubarium-at-terminal-${name}`;
}

function callOf(pipeline: Pipeline, name: string): Pipeline {
  const commands = pipeline.commands.map((command) =>
    command.type === 'SimpleCommand' ? { ...command, name: plainCommand(name).name } : command,
  );
  return { ...pipeline, commands };
}

/** Whether the pipeline is one simple command that sends its output nowhere. */
function isPlain({ commands: [command, ...others] }: Pipeline): boolean {
  if (command?.type !== 'SimpleCommand' || others.length > 0) return false;
  return command.redirections.every(({ operator }) => operator.startsWith('<'));
}

/** Tells a command before it is run. It leaves `$?` as it is, and as part of a list it ends no script by `set -e`. */
function traceOf(text: string): Statement {
  const trace = plainCommand(TRACE, text);
  const status = { type: 'ParameterExpansion' as const, parameter: '?', operation: null };
  const args = [...trace.args, { type: 'Word' as const, parts: [status] }];
  const list = [pipelineOf({ ...trace, args }), pipelineOf(plainCommand(':'))];
  return { type: 'Statement', pipelines: list, operators: ['&&'], background: false };
}

/** Whether the pipeline is one compound command whose output is not sent elsewhere as a whole. */
function isCompound({ commands: [command, ...others] }: Pipeline): boolean {
  if (!command || others.length > 0 || !PRINTING.has(command.type)) return false;
  return 'redirections' in command && command.redirections.every(({ operator }) => operator.startsWith('<'));
}

/** Tells a lively command that stands alone that it may print at once. */
function atTerminal(pipeline: Pipeline): Pipeline {
  const [command, ...others] = pipeline.commands;
  if (command?.type !== 'SimpleCommand' || others.length > 0) return pipeline;
  if (
    !LIVELY.has(writtenName(command) ?? '') ||
    command.redirections.some(({ operator }) => !operator.startsWith('<'))
  ) {
    return pipeline;
  }
  return { ...pipeline, commands: [marked(command, '1')] };
}

function marked(command: SimpleCommand, value: '1' | ''): SimpleCommand {
  const { parts } = (value !== '' && plainCommand(value).name) || { parts: [] };
  const mark = {
    type: 'Assignment' as const,
    name: AT_TERMINAL,
    value: { type: 'Word' as const, parts },
    append: false,
    array: null,
  };
  return { ...command, assignments: [...command.assignments, mark] };
}

/** What a command is given by others does not go to the terminal, even where that command itself prints there. */
function withoutTerminal<T>(node: T): T {
  if (Array.isArray(node)) return node.map((item: unknown) => withoutTerminal(item)) as T;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]: [string, unknown]) => [key, withoutTerminal(value)]);
  const copy = Object.fromEntries(entries) as T;
  const command = copy as Command;
  const isLively = command.type === 'SimpleCommand' && LIVELY.has(writtenName(command) ?? '');
  return isLively ? (marked(command, '') as T) : copy;
}

/** Replaces, everywhere below a node, what only the terminal knows by questions to it. */
function askTerminal<T>(node: T): T {
  if (Array.isArray(node)) return node.map((item: unknown) => askTerminal(item)) as T;
  if (typeof node !== 'object' || node === null) return node;
  const asked = askedParameter(node);
  if (asked !== undefined) return question(asked) as T;
  const entries = Object.entries(mended(node)).map(([key, value]: [string, unknown]) => [key, askTerminal(value)]);
  return renamed(Object.fromEntries(entries) as T);
}

function mended(node: object): object {
  const type = 'type' in node ? String(node.type) : '';
  if (type === 'HereDoc') return withPlainQuotes(node as HereDocument);
  return /^(Command|Process)Substitution$/.test(type) ? withoutTerminal(node) : node;
}

function askedParameter(node: object): string | undefined {
  if (!('type' in node) || node.type !== 'ParameterExpansion' || !('parameter' in node)) return undefined;
  return typeof node.parameter === 'string' && ASKED.has(node.parameter) ? node.parameter : undefined;
}

/** `$(kubarium-value NAME)` */
function question(name: string): object {
  const body = { type: 'Script', statements: [statementOf(pipelineOf(plainCommand(VALUE, name)))] };
  return { type: 'CommandSubstitution', body, legacy: false };
}

/** The library has a `wait` of its own, which waits for nobody. */
function renamed<T>(node: T): T {
  const command = node as Command;
  if (command.type !== 'SimpleCommand' || writtenName(command) !== 'wait') return node;
  return { ...command, name: plainCommand(AWAIT_JOBS).name } as T;
}
