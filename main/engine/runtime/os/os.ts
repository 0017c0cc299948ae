// The part of an operating system that scripts notice: processes take turns until all of them wait, signals arrive, who
// ends is told to its parent. It works on a process table for the length of one call and keeps nothing itself.
import type { HttpRequest } from '../interfaces.ts';
import type { Answer, LogLine, Next, Process, Turn } from '../programs/program.ts';
import { isShellName, runShell, startShell, takesSignal } from '../shell/shell.ts';
import { OpenFiles } from './open-files.ts';
import { OwnProcess } from './own-process.ts';
import { baseName, resolvePath } from './paths.ts';
import type { OsHost, SpawnRequest, System } from './system.ts';
import { type SignalName, exitCodeOf, isHarmless } from './signals.ts';
import { type ProcessEntry, type ProcessTable, type Task, type Wait, fdsOf, processOf } from './table.ts';

const PROCESSES_MAX = 200;
/** Turns of programs count as so many steps of a shell. */
const PROGRAM_STEPS = 25;
/** One that has used up so many steps has to give way… */
const STEPS_MAX = 2_000;
/** …for so long, and longer the longer it goes on without waiting. */
const BUSY_US = 10_000;
const BUSY_US_MAX = 1_000_000;
/** What a program takes to end when it is told to. */
const SHUTDOWN_US = 1_000;
const WORDS_DEPTH_MAX = 5;

export class Os implements System {
  readonly table: ProcessTable;
  readonly host: OsHost;
  readonly open: OpenFiles;
  readonly #steps = new Map<number, number>();
  #isOver = false;

  constructor(table: ProcessTable, host: OsHost) {
    this.table = table;
    this.host = host;
    this.open = new OpenFiles(table, host);
  }

  /** Whether a command line names something that can be run. */
  isProgram(argv: readonly string[], cwd: string): boolean {
    return this.#taskOf(argv, cwd, {}, 0) !== undefined;
  }

  /** A new process; undefined when there is no such program, or no room for one more. */
  spawn(request: SpawnRequest): ProcessEntry | undefined {
    const env = request.env ?? this.host.env;
    const cwd = request.cwd ?? this.host.workingDir;
    const found = this.#taskOf(request.argv, cwd, env, 0);
    return found && this.add(request, found.task, found.argv);
  }

  /** A new process that runs `task`. */
  add(request: SpawnRequest, task: Task, argv = request.argv): ProcessEntry | undefined {
    if (this.table.processes.length >= PROCESSES_MAX) return undefined;
    const { parent, env, cwd, fds, ignores, exec } = request;
    const entry: ProcessEntry = { pid: this.table.nextPid++, parent, argv, task };
    if (env) entry.env = env;
    if (cwd !== undefined && cwd !== this.host.workingDir) entry.cwd = cwd;
    if (fds) entry.fds = fds;
    if (ignores && ignores.length > 0) entry.ignores = ignores;
    if (exec !== undefined) entry.exec = exec;
    this.table.processes.push(entry);
    return entry;
  }

  /**
   * Puts another program in a process's place, with the container's own environment unless `env` is given; false when
   * there is none of that name.
   */
  become(process: ProcessEntry, argv: readonly string[], env?: Readonly<Record<string, string>>): boolean {
    const { cwd = this.host.workingDir } = process;
    const found = this.#taskOf(argv, cwd, env ?? this.host.env, 0);
    if (!found) return false;
    process.argv = found.argv;
    process.task = found.task;
    process.env = env;
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
        if (!this.isAlive(process) || !this.#canRun(process)) continue;
        process.wait = undefined;
        this.#turn(process);
        ran = true;
      }
    }
  }

  /** A signal for a process; `inside`: from one of the same container, against which the first process is protected. */
  signal(pid: number, signal: SignalName, from: 'inside' | 'outside' = 'inside'): boolean {
    const process = processOf(this.table, pid);
    if (!process) return false;
    const isProtected = pid === 1 && (from === 'inside' || signal !== 'KILL');
    if (signal === 'KILL') {
      if (!isProtected) this.finish(process, exitCodeOf('KILL'));
      return true;
    }
    if (process.ignores?.includes(signal) === true) return true;
    if (process.task.type === 'shell' && takesSignal(process.task.shell, signal)) {
      if (!(process.pending ?? []).includes(signal)) process.pending = [...(process.pending ?? []), signal];
      return true;
    }
    if (this.#handle(process, signal) || isProtected || isHarmless(signal)) return true;
    this.finish(process, exitCodeOf(signal));
    return true;
  }

  /** Answers a request on a port that one of the processes listens on. */
  answer(port: number, request: HttpRequest): Answer | undefined {
    const process = this.table.processes.find(({ listens }) => listens?.includes(port) === true);
    if (process?.task.type !== 'program') return undefined;
    const program = this.host.program(process.argv);
    const answer = program?.answer?.(this.own(process), request, process.task.state);
    if (!answer) return { kind: 'silent' };
    if (answer.kind === 'response') {
      this.#log(process, answer.logs);
      if (answer.exitCode !== undefined) this.#leave(process, answer.exitCode);
    }
    return answer;
  }

  /** A process has ended. */
  finish(process: ProcessEntry, exitCode: number): void {
    if (process.pid === 1) {
      this.end(exitCode, 'exit');
      return;
    }
    const { table } = this;
    this.#wakeNever(process);
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
      this.#wakeNever(process);
      this.#endExec(process, process.pid === 1 ? exitCode : exitCodeOf('KILL'));
    }
    this.flush();
    this.host.over(exitCode, reason);
  }

  /** Writes what is left of lines that were never ended. */
  flush(): void {
    const { partial } = this.table;
    this.table.partial = undefined;
    for (const stream of ['stdout', 'stderr'] as const) {
      const line = partial?.[stream] ?? '';
      if (line !== '') this.host.wrote(stream, line, true);
    }
  }

  /** Writes to one of a process's open files; one whose reader is gone dies of it. */
  write(process: ProcessEntry, fd: number, text: string): void {
    const descriptor = fdsOf(process)[fd];
    if (text === '' || descriptor === undefined || descriptor === 'null' || descriptor === 'stdin') return;
    if (descriptor === 'out' || descriptor === 'err') {
      this.#writeLog(descriptor === 'out' ? 'stdout' : 'stderr', text);
      return;
    }
    const file = this.open.find(descriptor);
    if (file?.type === 'exec') this.#writeExec(file.exec, file.stream, text);
    else if (file && !this.open.write(file, text)) this.signal(process.pid, 'PIPE');
  }

  /** How a process sees itself. */
  own(process: ProcessEntry): Process {
    return new OwnProcess(this, process);
  }

  /** Counts a step; false when the process has to give way now. */
  step(process: ProcessEntry, count = 1): boolean {
    const steps = (this.#steps.get(process.pid) ?? 0) + count;
    this.#steps.set(process.pid, steps);
    return steps < STEPS_MAX;
  }

  /** Lets a process wait so long. */
  sleep(process: ProcessEntry, durationUs: number): Wait {
    process.entry = this.host.schedule(process.pid, durationUs);
    return { for: 'time' };
  }

  #turn(process: ProcessEntry): void {
    if (process.leaving !== undefined) {
      this.finish(process, process.leaving);
      return;
    }
    if (!this.step(process, process.task.type === 'program' ? PROGRAM_STEPS : 1)) {
      process.busy = (process.busy ?? 0) + 1;
      process.wait = this.sleep(process, Math.min(BUSY_US * process.busy, BUSY_US_MAX));
      return;
    }
    if (process.task.type === 'shell') {
      const outcome = runShell(this, process, process.task.shell);
      if (outcome === 'gone') return;
      if (typeof outcome === 'number') this.finish(process, outcome);
      else if (outcome !== 'busy') this.#settle(process, outcome);
      return;
    }
    const program = this.host.program(process.argv);
    if (!program) this.finish(process, 127);
    else this.#apply(process, program.run(this.own(process), process.task.state));
  }

  #settle(process: ProcessEntry, wait: Wait): void {
    process.wait = wait;
    process.busy = undefined;
  }

  #apply(process: ProcessEntry, turn: Turn): void {
    if (!this.isAlive(process)) return;
    process.task = { type: 'program', state: turn.state };
    this.#log(process, turn.logs);
    if (turn.listens) {
      process.listens = turn.listens;
      this.host.listensChanged();
    }
    this.#goOn(process, turn.next);
    if (turn.component !== undefined) this.host.componentUp(turn.component);
  }

  #goOn(process: ProcessEntry, next: Next): void {
    if (next === 'stay') this.#settle(process, { for: 'ever' });
    else if (next === 'input') this.#settle(process, { for: 'input', fd: 0 });
    else if ('waitUs' in next) this.#settle(process, this.sleep(process, next.waitUs));
    else if ('child' in next) this.#settle(process, { for: 'child', pid: next.child });
    else if ('exitCode' in next) this.finish(process, next.exitCode);
    else if (!this.become(process, next.become, next.env ?? process.env)) {
      this.write(
        process,
        2,
        `${baseName(process.argv[0] ?? '')}: can't execute '${next.become[0] ?? ''}': No such file or directory\n`,
      );
      this.finish(process, 127);
    }
  }

  /** Whether the program handles the signal itself. */
  #handle(process: ProcessEntry, signal: SignalName): boolean {
    if (process.task.type !== 'program') return false;
    const turn = this.host.program(process.argv)?.signal?.(this.own(process), process.task.state, signal);
    if (!turn) return false;
    this.#wakeNever(process);
    if (typeof turn.next === 'object' && 'exitCode' in turn.next) {
      this.#log(process, turn.logs);
      this.#leave(process, turn.next.exitCode, SHUTDOWN_US);
    } else this.#apply(process, turn);
    return true;
  }

  #leave(process: ProcessEntry, exitCode: number, afterUs = 0): void {
    this.#wakeNever(process);
    process.leaving = exitCode;
    process.wait = this.sleep(process, afterUs);
  }

  #canRun(process: ProcessEntry): boolean {
    const fds = fdsOf(process);
    if (this.open.isFull(fds['1']) || this.open.isFull(fds['2'])) return false;
    const { wait } = process;
    if (!wait) return true;
    const isInterrupted = 'interruptible' in wait && (process.pending ?? []).length > 0;
    switch (wait.for) {
      case 'child':
        return isInterrupted || this.#childEnded(process, wait.pid);
      case 'input': {
        const descriptor = fds[String(wait.fd)];
        if (descriptor === 'stdin') return isInterrupted || !this.host.stdinOpen;
        return isInterrupted || typeof descriptor !== 'number' || this.open.isReadable(descriptor);
      }
      default:
        return false;
    }
  }

  #childEnded({ pid, ended = [] }: ProcessEntry, child: number | undefined): boolean {
    const isRunning = this.table.processes.some(
      (each) => each.parent === pid && (child === undefined || each.pid === child) && each.exec === undefined,
    );
    return child === undefined ? !isRunning : !isRunning || ended.some(([each]) => each === child);
  }

  #log(process: ProcessEntry, lines: readonly LogLine[] = []): void {
    for (const { stream, text } of lines) this.write(process, stream === 'stdout' ? 1 : 2, `${text}\n`);
  }

  #writeLog(stream: 'stdout' | 'stderr', text: string): void {
    const partial = this.table.partial ?? { stdout: '', stderr: '' };
    const lines = (partial[stream] + text).split('\n');
    partial[stream] = lines.pop() ?? '';
    this.table.partial = partial.stdout === '' && partial.stderr === '' ? undefined : partial;
    for (const line of lines) this.host.wrote(stream, line, false);
  }

  #writeExec(id: string, stream: 'stdout' | 'stderr', text: string): void {
    const session = this.table.execs?.find((each) => each.id === id);
    if (session) this.host.execWrote(session, stream, text);
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

  #wakeNever(process: ProcessEntry): void {
    if (process.entry !== undefined) this.host.cancel(process.entry);
    process.entry = undefined;
  }

  /** What runs under a command line: a shell, a program of the image, or a script in a file. */
  #taskOf(
    argv: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>>,
    depth: number,
  ): { readonly task: Task; readonly argv: readonly string[] } | undefined {
    const [name = ''] = argv;
    const text = name.includes('/') ? this.host.files.read(resolvePath(cwd, name)) : undefined;
    if (text !== undefined) return this.#scriptTask(text, argv, cwd, env, depth);
    if (isShellName(name)) return this.host.hasShell ? { task: startShell(argv, env), argv } : undefined;
    return this.host.program(argv) ? { task: { type: 'program', state: undefined }, argv } : undefined;
  }

  #scriptTask(
    text: string,
    argv: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>>,
    depth: number,
  ): { readonly task: Task; readonly argv: readonly string[] } | undefined {
    const words = /^#!\s*(\S+)[ \t]*([^\n]*)/.exec(text);
    const [, interpreter = '/bin/sh', option = ''] = words ?? [];
    if (depth > WORDS_DEPTH_MAX) return undefined;
    const isEnv = baseName(interpreter) === 'env' && option !== '';
    const head = isEnv ? option.trim().split(/\s+/) : [interpreter, ...(option.trim() === '' ? [] : [option.trim()])];
    const line = [...head, ...argv];
    if (!isShellName(head[0] ?? '')) return this.#taskOf(line, cwd, env, depth + 1);
    return this.host.hasShell ? { task: startShell(line, env), argv: line } : undefined;
  }
}
