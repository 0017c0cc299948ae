// A terminal at a cluster: scripts in, what they print out. Everything that waits, waits in virtual time.
import { posix } from 'node:path';
import {
  Bash,
  defineCommand,
  getCommandNames,
  type BashExecResult,
  type BashOptions,
  type ExecResult,
} from 'just-bash/browser';
import { EPOCH_SECONDS, SECOND, type Micros } from '../../engine/kernel/time.ts';
import { RandomStreams } from '../../engine/kernel/random.ts';
import type { ApiClient } from '../api-client.ts';
import type { TerminalCluster } from './cluster-client.ts';
import { JOB_VARIABLE, Jobs } from './jobs.ts';
import { START_US } from './kubectl-program.ts';
import type { OverlayTree } from './overlay-tree.ts';
import type { Person } from './person.ts';
import { prepareScript, START_JOB, STATUS, STDERR, STDOUT, TRACE, VALUE } from './prepare-script.ts';
import { printed, type Program, type ProgramContext, type ProgramWorld } from './programs/program.ts';
import { machinePrograms } from './programs/registry.ts';
import { TERMINATED } from './programs/sleep.ts';
import { isUnfinished } from './unfinished.ts';
import { ShellFileSystem, type Devices } from './shell-file-system.ts';
import {
  definesFunction,
  pipelineOf,
  plainCommand,
  statementOf,
  writtenName,
  type Script,
  type Statement,
} from './syntax-tree.ts';

/** First word of the scripts that are the terminal's own, before the number of a job; 0 for what follows. */
const SCRIPT = 'kubarium-script';
/** A script may loop for hours of virtual time. */
const LIMITS = { maxExecutionTimeMs: Infinity, maxCommandCount: 1e7, maxLoopIterations: 1e7 };
/** They need more than the library's part for all platforms. */
const NOT_HERE = new Set(['python', 'python3', 'sqlite3', 'js-exec', 'node']);
const RANDOM_MAX = 32_767;
/** Where the library looks for its commands: each has to have a file there. */
const PROGRAMS_FOLDER = '/usr/bin';

export interface TerminalOptions {
  readonly held: TerminalCluster;
  readonly client: ApiClient;
  readonly tree: OverlayTree;
  /** What can be run besides the shell library's own commands: what machines of the cluster have, unless told. */
  readonly programs?: readonly Program[] | undefined;
  /** Folder in which it starts. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Prints each command before it is run, with the virtual time. */
  readonly trace: boolean;
  /** Called whenever something was printed, and between commands; what runs waits for it. */
  readonly pause?: (() => Promise<void>) | undefined;
  readonly person?: Person | undefined;
  /** How long the start of a large program takes, in microseconds: 50 ms unless told. */
  readonly startUs?: number | undefined;
}

/** Exit code of what Ctrl-C has stopped. */
const INTERRUPTED = 130;

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export class Terminal {
  /** Names of all that can be run. */
  readonly programs: readonly string[];
  readonly #options: TerminalOptions;
  readonly #world: ProgramWorld;
  readonly #bash: Bash;
  readonly #random: ReturnType<RandomStreams['get']>;
  readonly #startedUs: Micros;
  readonly #pause: () => Promise<void>;
  /** What lines that were typed leave to those that follow. */
  #left: Leavings;

  constructor(options: TerminalOptions) {
    const {
      held,
      client,
      tree,
      out,
      err,
      folder,
      env,
      person,
      startUs = START_US,
      programs = machinePrograms,
    } = options;
    this.#options = options;
    this.#pause = options.pause ?? (() => Promise.resolve());
    this.#left = { env: { PATH: PROGRAMS_FOLDER, ...env }, folder, functions: [], exitCode: 0 };
    this.#world = { held, client, tree, out, err, jobs: new Jobs(), pause: this.#pause, person, startUs };
    // Not one of the cluster's own streams: what people type must not change the dice of the actors.
    this.#random = new RandomStreams(held.cluster.kernel.seed).get('terminal');
    this.#startedUs = client.now;
    const commands = this.#commands(programs);
    const tools = getCommandNames().filter((name) => !NOT_HERE.has(name)) as NonNullable<BashOptions['commands']>;
    this.programs = [...new Set([...tools, ...programs.map(({ name }) => name)])].sort();
    for (const name of [...tools, ...commands.map((command) => command.name)]) {
      tree.write(posix.join(PROGRAMS_FOLDER, name), new Uint8Array());
    }
    this.#bash = new Bash({
      fs: new ShellFileSystem(tree, this.#devices()),
      cwd: folder,
      env: this.#left.env,
      commands: tools,
      customCommands: commands,
      executionLimits: LIMITS,
    });
    this.#bash.registerTransformPlugin({ name: 'terminal', transform: ({ ast }) => ({ ast: this.#prepare(ast) }) });
  }

  /** Runs a script, prints what it prints and answers its exit code; jobs that are left are stopped. */
  async run(script: string): Promise<number> {
    const exitCode = await this.#execute(`${SCRIPT} 0; ${script}`, {});
    this.#world.jobs.stopAll();
    return exitCode;
  }

  /** Where the person is, after what was run last. */
  get folder(): string {
    return this.#left.folder;
  }

  /** Exit code of the line that was run last. */
  get exitCode(): number {
    return this.#left.exitCode;
  }

  get env(): Readonly<Record<string, string>> {
    return this.#left.env;
  }

  /**
   * Runs what was typed and answers its exit code. Unlike a script it leaves its folder, variables and functions to the
   * next, and its jobs run on.
   */
  async runLine(line: string): Promise<number> {
    const signal = this.#world.jobs.begin();
    const { env, folder } = this.#left;
    const options = { env: { ...env }, replaceEnv: true, cwd: folder, signal };
    const result = await this.#bash.exec(`${SCRIPT} 0; ${line}`, { ...options, rawScript: true });
    const exitCode = signal.aborted ? INTERRUPTED : result.exitCode;
    if (!signal.aborted) this.#tellFaults(result);
    this.#left = { ...this.#left, ...leftBy(result, this.#left), exitCode };
    return exitCode;
  }

  /** Stops the line that runs, as by Ctrl-C. */
  interrupt(): void {
    this.#world.jobs.interrupt();
  }

  /** Stops all jobs. */
  close(): void {
    this.#world.jobs.interrupt();
    this.#world.jobs.stopAll();
  }

  /** Whether a text is the beginning of something and no whole line yet. */
  isUnfinished(text: string): boolean {
    return isUnfinished(text, (script) => void this.#bash.transform(script));
  }

  /** Runs one program with its arguments as they are. */
  async spawn(program: string, args: readonly string[]): Promise<Ended> {
    return this.#bash.exec(program, { args: [...args] });
  }

  async #execute(
    script: string,
    options: { env?: Record<string, string>; cwd?: string; signal?: AbortSignal },
  ): Promise<number> {
    const result = await this.#bash.exec(script, { ...options, rawScript: true });
    if (options.signal?.aborted === true) this.#tellFaults({ stdout: result.stdout, stderr: '' });
    else this.#tellFaults(result);
    return result.exitCode;
  }

  /** What could not be told while a script ran: faults of the script itself. */
  #tellFaults({ stdout, stderr }: Pick<Ended, 'stdout' | 'stderr'>): void {
    if (stdout !== '') this.#options.out(stdout);
    if (stderr !== '') this.#options.err(stderr);
  }

  /** Scripts that commands run (`bash -c`) are left as they are: where they print is not the terminal's affair. */
  #prepare(script: Script): Script {
    const [first, ...statements] = script.statements;
    const command = first?.pipelines[0]?.commands[0];
    if (command?.type !== 'SimpleCommand' || writtenName(command) !== SCRIPT) return script;
    const [number] = command.args.flatMap(({ parts }) => parts.map((part) => ('value' in part ? part.value : '')));
    const meant = this.#world.jobs.script(Number(number)) ?? this.#typed({ ...script, statements });
    return prepareScript(meant, { trace: this.#options.trace, keepJob: (job) => this.#world.jobs.keep(job) });
  }

  /** What is run of itself knows the functions, and the exit code, of the lines before it. */
  #typed(script: Script): Script {
    const { functions, exitCode } = this.#left;
    const status = exitCode === 0 ? [] : [statementOf(pipelineOf(plainCommand(STATUS, String(exitCode))))];
    const statements = [...functions, ...status, ...script.statements];
    this.#left = { ...this.#left, functions: statements.filter(definesFunction) };
    return { ...script, statements };
  }

  #commands(programs: readonly Program[]) {
    const own = programs.map((program) =>
      defineCommand(program.name, (args, context) => this.#run(program, args, context)),
    );
    return [
      ...own,
      defineCommand(START_JOB, async ([number = '', text = ''], context) => this.#startJob(number, text, context)),
      defineCommand(TRACE, async ([text = '', status]) => {
        this.#options.err(`+ ${this.#clock()} ${text}\n`);
        return printed('', Number(status));
      }),
      defineCommand(STATUS, async ([status]) => printed('', Number(status))),
      defineCommand(VALUE, async ([name = '']) => printed(this.#value(name))),
    ];
  }

  #devices(): Devices {
    const { out, err } = this.#options;
    const told = (print: (text: string) => void) => (text: string) => {
      if (text !== '') print(text);
      return this.#pause();
    };
    return new Map([
      [STDOUT, told(out)],
      [STDERR, told(err)],
      ['/dev/null', () => Promise.resolve()],
    ]);
  }

  #startJob(number: string, text: string, context: ProgramContext) {
    const [env, cwd] = [Object.fromEntries(context.env), context.cwd];
    this.#world.jobs.startInBackground(text, async (job, stop, end) => {
      const options = { env: { ...env, [JOB_VARIABLE]: String(job) }, cwd, signal: end };
      const exitCode = await this.#execute(`${SCRIPT} ${number}`, options);
      return stop.aborted ? TERMINATED : exitCode;
    });
    return printed('');
  }

  /** A job that is to stop stops at its command, and begins no other. */
  async #run(program: Program, args: readonly string[], context: ProgramContext): Promise<ExecResult> {
    const job = context.env.get(JOB_VARIABLE);
    const signal = this.#world.jobs.signalOf(job);
    const result = signal.aborted ? printed('', TERMINATED) : await program.run(args, context, this.#world, signal);
    if (signal.aborted) this.#world.jobs.end(job);
    return result;
  }

  #value(name: string): string {
    const seconds = (sinceUs: number) => String(Math.floor((this.#world.client.now - sinceUs) / SECOND));
    if (name === 'RANDOM') return String(this.#random.int(0, RANDOM_MAX));
    if (name === 'SECONDS') return seconds(this.#startedUs);
    if (name === 'EPOCHSECONDS') return String(EPOCH_SECONDS + Number(seconds(0)));
    return String(this.#world.jobs.lastProcess ?? '');
  }

  #clock(): string {
    return `${(this.#world.client.now / SECOND).toFixed(3)}s`;
  }
}

interface Leavings {
  readonly env: Record<string, string>;
  readonly folder: string;
  readonly functions: readonly Statement[];
  readonly exitCode: number;
}

/** A line that was broken off leaves nothing. */
function leftBy({ env }: Partial<BashExecResult>, before: Leavings): Pick<Leavings, 'env' | 'folder'> {
  if (env?.['PWD'] === undefined) return before;
  return {
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !OWN_VARIABLES.has(name))),
    folder: env['PWD'],
  };
}

/** What the library keeps in the environment for itself. */
const OWN_VARIABLES = new Set(['?', 'PWD', 'SHELLOPTS', 'BASHOPTS', 'OPTIND']);
