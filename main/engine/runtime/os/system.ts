// What processes see of the system that they run in, and what the system sees of the world.
import type { Micros } from '../../kernel/time.ts';
import type { ExecSession } from '../exec.ts';
import type { Files } from '../files.ts';
import type { AtOnce, Process, Program, Turn } from '../programs/program.ts';
import type { Scripts } from '../shell/scripts.ts';
import type { Descriptors } from './descriptor.ts';
import type { Neighbours } from './neighbours.ts';
import type { OpenFiles } from './open-files.ts';
import type { SignalName } from './signals.ts';
import type { ProcessEntry, ProcessTable, Task, Wait } from './table.ts';

/** What a container's processes need of the world around them. */
export interface OsHost {
  readonly now: Micros;
  readonly image: string;
  readonly hostname: string;
  readonly ip: string;
  readonly ports: readonly number[];
  readonly files: Files;
  readonly scripts: Scripts;
  /** The container's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  /** Whether the container's standard input stays open. */
  readonly stdinOpen: boolean;
  readonly memoryLimitBytes: number | undefined;
  /** Takes so many bytes more of the machine's memory for a program; false when there are no more. */
  takeMemory(bytes: number, program: string): boolean;
  /** The program a name stands for, with or without its folder; undefined when the image has none. */
  program(argv: readonly string[]): Program | undefined;
  /** How many bytes of memory a program takes as long as it runs; 0 for tools. */
  footprint(argv: readonly string[]): number;
  /** The processes beside the container's own that it can see. */
  readonly neighbours?: Neighbours | undefined;
  /** Whether the image has a shell. */
  readonly hasShell: boolean;
  schedule(pid: number, delayUs: number): number;
  cancel(entry: number): void;
  /** Called when a program does by the clock, by chance or by what others say, and so may do something else next time. */
  varies(): void;
  random(low: number, high: number): number;
  request: Process['request'];
  askName: Process['askName'];
  ping: Process['ping'];
  ruleTables: Process['ruleTables'];
  /** Runs a command to its end at once; undefined when it takes too long, or there is no such program. */
  runAtOnce(argv: readonly string[], env: Readonly<Record<string, string>>): AtOnce | undefined;
  /** Whole lines without the end of the last one; `partial`: it is not ended, and nothing will follow. */
  wrote(stream: 'stdout' | 'stderr', text: string, partial: boolean): void;
  execWrote(session: ExecSession, stream: 'stdout' | 'stderr', text: string): void;
  execEnded(session: ExecSession, exitCode: number): void;
  listensChanged(): void;
  componentUp(name: string): void;
  /** The first process has ended, and with it all. */
  over(exitCode: number, reason: 'exit' | 'oom'): void;
}

export interface SpawnRequest {
  readonly argv: readonly string[];
  readonly parent: number;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
  readonly fds?: Descriptors | undefined;
  readonly ignores?: readonly SignalName[] | undefined;
  readonly exec?: string | undefined;
}

export interface System {
  readonly table: ProcessTable;
  readonly host: OsHost;
  readonly open: OpenFiles;
  /** Whether a command line names something that can be run. */
  isProgram(argv: readonly string[], cwd: string): boolean;
  /** A new process; undefined when there is no such program, or no room for one more. */
  spawn(request: SpawnRequest): ProcessEntry | undefined;
  /** A new process that runs `task`. */
  add(request: SpawnRequest, task: Task): ProcessEntry | undefined;
  /**
   * Puts another program in a process's place, with the container's own environment unless `env` is given; false when
   * there is none of that name.
   */
  become(process: ProcessEntry, argv: readonly string[], env?: Readonly<Record<string, string>>): boolean;
  isAlive(process: ProcessEntry): boolean;
  /** A process has ended. */
  finish(process: ProcessEntry, exitCode: number): void;
  /** Lets a process wait so long. */
  sleep(process: ProcessEntry, durationUs: number): Wait;
  /** Forgets what a process waited for. */
  wakeNever(process: ProcessEntry): void;
  /** A signal for a process; `inside`: from one of the same container, against which the first process is protected. */
  signal(pid: number, signal: SignalName, from?: 'inside' | 'outside'): boolean;
  /** Ends all processes. */
  end(exitCode: number, reason: 'exit' | 'oom'): void;
  /** Writes to one of a process's open files; one whose reader is gone dies of it. */
  write(process: ProcessEntry, fd: number, text: string): void;
  /** Writes lines of a program. */
  log(process: ProcessEntry, lines: Turn['logs']): void;
  /** How a process sees itself. */
  own(process: ProcessEntry): Process;
  /** Counts steps; false when the process has to give way now. */
  step(process: ProcessEntry, count?: number): boolean;
}
