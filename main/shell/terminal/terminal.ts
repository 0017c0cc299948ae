// A terminal at a cluster: scripts in, what they print out. Everything that waits, waits in virtual time.
import { posix } from 'node:path';
import { Bash, defineCommand, getCommandNames, type BashOptions, type ExecResult } from 'just-bash/browser';
import { EPOCH_SECONDS, SECOND, type Micros } from '../../engine/kernel/time.ts';
import { RandomStreams } from '../../engine/kernel/random.ts';
import type { ApiClient } from '../api-client.ts';
import type { TerminalCluster } from './cluster-client.ts';
import { JOB_VARIABLE, Jobs } from './jobs.ts';
import type { OverlayTree } from './overlay-tree.ts';
import { prepareScript, START_JOB, STDERR, STDOUT, TRACE, VALUE } from './prepare-script.ts';
import { printed, type Program, type ProgramContext, type ProgramWorld } from './programs/program.ts';
import { programs } from './programs/registry.ts';
import { TERMINATED } from './programs/sleep.ts';
import { ShellFileSystem, type Devices } from './shell-file-system.ts';
import { writtenName, type Script } from './syntax-tree.ts';

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
  /** Folder in which it starts. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Prints each command before it is run, with the virtual time. */
  readonly trace: boolean;
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export class Terminal {
  readonly #options: TerminalOptions;
  readonly #world: ProgramWorld;
  readonly #bash: Bash;
  readonly #random: ReturnType<RandomStreams['get']>;
  readonly #startedUs: Micros;

  constructor(options: TerminalOptions) {
    const { held, client, tree, out, err, folder, env } = options;
    this.#options = options;
    this.#world = { held, client, tree, out, err, jobs: new Jobs() };
    // Not one of the cluster's own streams: what people type must not change the dice of the actors.
    this.#random = new RandomStreams(held.cluster.kernel.seed).get('terminal');
    this.#startedUs = client.now;
    const commands = this.#commands();
    const tools = getCommandNames().filter((name) => !NOT_HERE.has(name)) as NonNullable<BashOptions['commands']>;
    for (const name of [...tools, ...commands.map((command) => command.name)]) {
      tree.write(posix.join(PROGRAMS_FOLDER, name), new Uint8Array());
    }
    this.#bash = new Bash({
      fs: new ShellFileSystem(tree, this.#devices()),
      cwd: folder,
      env: { PATH: PROGRAMS_FOLDER, ...env },
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

  /** Runs one program with its arguments as they are. */
  async spawn(program: string, args: readonly string[]): Promise<Ended> {
    return this.#bash.exec(program, { args: [...args] });
  }

  async #execute(
    script: string,
    options: { env?: Record<string, string>; cwd?: string; signal?: AbortSignal },
  ): Promise<number> {
    const { stdout, stderr, exitCode } = await this.#bash.exec(script, { ...options, rawScript: true });
    // What could not be told while it ran: faults of the script itself.
    if (stdout !== '') this.#options.out(stdout);
    if (stderr !== '' && options.signal?.aborted !== true) this.#options.err(stderr);
    return exitCode;
  }

  /** Scripts that commands run (`bash -c`) are left as they are: where they print is not the terminal's affair. */
  #prepare(script: Script): Script {
    const [first, ...statements] = script.statements;
    const command = first?.pipelines[0]?.commands[0];
    if (command?.type !== 'SimpleCommand' || writtenName(command) !== SCRIPT) return script;
    const [number] = command.args.flatMap(({ parts }) => parts.map((part) => ('value' in part ? part.value : '')));
    const meant = this.#world.jobs.script(Number(number)) ?? { ...script, statements };
    return prepareScript(meant, { trace: this.#options.trace, keepJob: (job) => this.#world.jobs.keep(job) });
  }

  #commands() {
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
      defineCommand(VALUE, async ([name = '']) => printed(this.#value(name))),
    ];
  }

  #devices(): Devices {
    const { out, err } = this.#options;
    return new Map([
      [STDOUT, out],
      [STDERR, err],
      ['/dev/null', () => undefined],
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
