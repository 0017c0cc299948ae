// The part of an operating system that scripts notice: processes take turns until all of them wait, signals arrive, who
// ends is told to its parent. It works on a process table for the length of one call and keeps nothing itself.
import type { HttpRequest } from '../interfaces.ts';
import type { Answer, GrpcHealth, Process, Turn } from '../programs/program.ts';
import { deliver } from './deliver.ts';
import { OpenFiles } from './open-files.ts';
import { OwnProcess } from './own-process.ts';
import { canRun } from './readiness.ts';
import { type SignalName, exitCodeOf } from './signals.ts';
import { Streams } from './streams.ts';
import type { OsHost, SpawnRequest, System } from './system.ts';
import { type ProcessEntry, type ProcessTable, type Task, type Wait, firstPid, processOf } from './table.ts';
import { taskOf } from './tasks.ts';
import { leave, takeTurn } from './turns.ts';

const PROCESSES_MAX = 200;
/** One that has used up so many steps has to give way. */
const STEPS_MAX = 2_000;

export class Os implements System {
  readonly table: ProcessTable;
  readonly host: OsHost;
  readonly open: OpenFiles;
  readonly #streams: Streams;
  /** Steps of this call, by process. */
  #steps: Map<number, number> | undefined;
  #isOver = false;

  constructor(table: ProcessTable, host: OsHost) {
    this.table = table;
    this.host = host;
    this.open = new OpenFiles(table, host);
    this.#streams = new Streams(table, host, this.open);
  }

  /** Whether a command line names something that can be run. */
  isProgram(argv: readonly string[], cwd: string): boolean {
    return taskOf(this.host, argv, cwd, {}) !== undefined;
  }

  /** A new process; undefined when there is no such program, or no room for one more. */
  spawn(request: SpawnRequest): ProcessEntry | undefined {
    const { argv, cwd = this.host.workingDir, env } = request;
    const found = taskOf(this.host, argv, cwd, env);
    const entry = found && this.add(request, found.task, found.argv);
    if (entry) this.#load(entry);
    return entry;
  }

  /** A new process that runs `task`. */
  add(request: SpawnRequest, task: Task, argv = request.argv): ProcessEntry | undefined {
    if (this.table.processes.length >= PROCESSES_MAX) return undefined;
    const { parent, env, cwd, fds, ignores, exec } = request;
    const pid = this.host.neighbours?.freePid() ?? this.table.nextPid;
    this.table.nextPid = pid + 1;
    const entry: ProcessEntry = { pid, parent, argv, task, wait: undefined };
    if (env) entry.env = env;
    if (cwd !== undefined && cwd !== this.host.workingDir) entry.cwd = cwd;
    if (fds) entry.fds = fds;
    if (ignores && ignores.length > 0) entry.ignores = ignores;
    if (exec !== undefined) entry.exec = exec;
    // A list made anew takes no more room than it needs, which matters with many containers.
    this.table.processes = [...this.table.processes, entry];
    return entry;
  }

  /**
   * Puts another program in a process's place, with the container's own environment unless `env` is given; false when
   * there is none of that name.
   */
  become(process: ProcessEntry, argv: readonly string[], env?: Readonly<Record<string, string>>): boolean {
    const { cwd = this.host.workingDir } = process;
    const found = taskOf(this.host, argv, cwd, env);
    if (!found) return false;
    process.argv = found.argv;
    process.task = found.task;
    process.env = env;
    process.memory = undefined;
    this.#load(process);
    return true;
  }

  isAlive(process: ProcessEntry): boolean {
    return this.table.processes.includes(process);
  }

  /** The wait of a process is over. */
  wake(pid: number): void {
    const process = processOf(this.table, pid);
    if (!process) return;
    process.entry = undefined;
    if (process.wait?.for === 'time') process.wait = undefined;
    this.run();
  }

  /** Lets all processes go on until each of them waits. */
  run(): void {
    for (let ran = true; ran && !this.#isOver;) {
      ran = false;
      for (const process of [...this.table.processes]) {
        if (!this.isAlive(process) || !canRun(process, this.table, this.open, this.host.stdinOpen)) continue;
        process.wait = undefined;
        takeTurn(this, process);
        ran = true;
      }
    }
  }

  /** A signal for a process; `inside`: from one of the same container, against which the first process is protected. */
  signal(pid: number, signal: SignalName, from: 'inside' | 'outside' = 'inside'): boolean {
    const process = processOf(this.table, pid);
    if (!process) return false;
    deliver(this, process, signal, from);
    return true;
  }

  /** Answers a request on a port that one of the processes listens on. */
  answer(port: number, request: HttpRequest): Answer | undefined {
    const process = this.#listener(port);
    if (process?.task.type !== 'program') return undefined;
    const program = this.host.program(process.argv);
    const answer = program?.answer?.(this.own(process), request, process.task.state, port);
    if (!answer) return { kind: 'silent' };
    if (answer.kind === 'response') {
      if (answer.state !== undefined) process.task = { type: 'program', state: answer.state };
      this.log(process, answer.logs);
      if (answer.exitCode !== undefined) leave(this, process, answer.exitCode);
    }
    return answer;
  }

  /** How a service of one of the processes is that listens on a port; undefined when that does not speak gRPC. */
  health(port: number, service: string): GrpcHealth | undefined {
    const process = this.#listener(port);
    if (process?.task.type !== 'program') return undefined;
    return this.host.program(process.argv)?.health?.(this.own(process), service, process.task.state, port);
  }

  #listener(port: number): ProcessEntry | undefined {
    return this.table.processes.find(({ listens }) => listens?.includes(port) === true);
  }

  /** A process has ended. */
  finish(process: ProcessEntry, exitCode: number): void {
    if (process.pid === firstPid(this.table)) {
      this.end(exitCode, 'exit');
      return;
    }
    const { table } = this;
    this.wakeNever(process);
    table.processes = table.processes.filter((each) => each !== process);
    for (const child of table.processes) if (child.parent === process.pid) child.parent = 1;
    const parent = processOf(table, process.parent);
    if (parent && process.exec === undefined) {
      parent.ended = [...(parent.ended ?? []), [process.pid, exitCode] as const].slice(-PROCESSES_MAX);
    }
    this.#closed(process);
    this.#endExec(process, exitCode);
  }

  /** Ends all processes. */
  end(exitCode: number, reason: 'exit' | 'oom'): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { processes } = this.table;
    this.table.processes = [];
    for (const process of processes) {
      this.wakeNever(process);
      this.#endExec(process, process.pid === firstPid(this.table) ? exitCode : exitCodeOf('KILL'));
    }
    this.#streams.flush();
    this.host.over(exitCode, reason);
  }

  /** Writes to one of a process's open files; one whose reader is gone dies of it. */
  write(process: ProcessEntry, fd: number, text: string): void {
    if (!this.#streams.write(process, fd, text)) this.signal(process.pid, 'PIPE');
  }

  /** How a process sees itself. */
  own(process: ProcessEntry): Process {
    return new OwnProcess(this, process);
  }

  /** Counts a step; false when the process has to give way now. */
  step(process: ProcessEntry, count = 1): boolean {
    this.#steps ??= new Map();
    const steps = (this.#steps.get(process.pid) ?? 0) + count;
    this.#steps.set(process.pid, steps);
    return steps < STEPS_MAX;
  }

  /** Lets a process wait so long. */
  sleep(process: ProcessEntry, durationUs: number): Wait {
    process.entry = this.host.schedule(process.pid, durationUs);
    return { for: 'time' };
  }

  /** Forgets what a process waited for. */
  wakeNever(process: ProcessEntry): void {
    if (process.entry !== undefined) this.host.cancel(process.entry);
    process.entry = undefined;
  }

  /** Writes lines of a program. */
  log(process: ProcessEntry, lines: Turn['logs']): void {
    if (!this.#streams.log(process, lines)) this.signal(process.pid, 'PIPE');
  }

  /** A program takes its memory as it begins. */
  #load(process: ProcessEntry): void {
    const bytes = this.host.footprint(process.argv);
    if (bytes > 0) this.own(process).takeMemory(bytes);
  }

  #endExec(process: ProcessEntry, exitCode: number): void {
    const session = process.exec === undefined ? undefined : this.table.execs?.find(({ id }) => id === process.exec);
    if (!session) return;
    this.table.execs = this.table.execs?.filter((each) => each !== session);
    this.host.execEnded(session, exitCode);
  }

  #closed(process: ProcessEntry): void {
    this.open.closeUnused();
    if (process.listens && process.listens.length > 0) this.host.listensChanged();
  }
}
