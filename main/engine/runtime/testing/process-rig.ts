// A container's processes without a machine: for tests. Time goes on from alarm to alarm; on demand all state is saved
// and restored whenever everybody waits.
import { type Micros, START, after } from '../../kernel/time.ts';
import { FileTree } from '../file-tree.ts';
import type { HttpRequest, NameAnswer } from '../interfaces.ts';
import { runAtOnce } from '../os/at-once.ts';
import { Os } from '../os/os.ts';
import type { OsHost } from '../os/system.ts';
import type { SignalName } from '../os/signals.ts';
import { type ProcessTable, newTable } from '../os/table.ts';
import { baseName } from '../os/paths.ts';
import type { Answer, Program } from '../programs/program.ts';
import { tools } from '../programs/commands/registry.ts';
import { Scripts } from '../shell/scripts.ts';

export interface RigOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly restores?: boolean;
  readonly memoryLimitBytes?: number;
  /** What `server` stands for. */
  readonly program?: Program;
  /** What other names stand for that are no tools. */
  readonly programs?: Readonly<Record<string, Program>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly image?: string;
  /** Addresses of names. */
  readonly names?: Readonly<Record<string, string>>;
}

const ETC = { '/etc/hosts': '127.0.0.1\tlocalhost\n', '/etc/resolv.conf': 'nameserver 10.96.0.10\n' };

export class Rig {
  readonly #options: RigOptions;
  readonly files: FileTree;
  /** What was written when, and the end. */
  readonly history: string[] = [];
  stderr = '';
  now: Micros = START;
  #table: ProcessTable = newTable();
  #stdout = '';
  #exitCode: number | undefined;
  #entries = 0;
  #alarms: { readonly entry: number; readonly pid: number; readonly due: Micros }[] = [];

  constructor(options: RigOptions = {}) {
    this.#options = options;
    this.files = new FileTree(Object.entries({ ...ETC, ...options.files }));
  }

  get result(): { readonly exitCode: number | undefined; readonly stdout: string } {
    return { exitCode: this.#exitCode, stdout: this.#stdout };
  }

  boot(argv: readonly string[]): void {
    const os = this.#os();
    os.spawn({ argv, parent: 0 });
    os.run();
  }

  answer(port: number, request: HttpRequest): Answer | undefined {
    return this.#os().answer(port, request);
  }

  signal(signal: SignalName): void {
    const os = this.#os();
    os.signal(1, signal, 'outside');
    os.run();
  }

  runFor(durationUs: number): void {
    const end = after(this.now, durationUs);
    for (;;) {
      const alarm = this.#alarms.toSorted((a, b) => a.due - b.due || a.entry - b.entry)[0];
      if (!alarm || alarm.due > end) break;
      this.#alarms = this.#alarms.filter((each) => each !== alarm);
      this.now = alarm.due;
      if (this.#options.restores === true) this.#table = JSON.parse(JSON.stringify(this.#table)) as ProcessTable;
      this.#os().wake(alarm.pid);
    }
    this.now = end;
  }

  #os(): Os {
    return new Os(this.#table, this.#host());
  }

  #host(): OsHost {
    return {
      now: this.now,
      image: this.#options.image ?? 'busybox',
      hostname: 'rig',
      ip: '10.0.0.1',
      ports: [],
      files: this.files,
      scripts: new Scripts(),
      env: { PATH: '/bin', HOME: '/root', ...this.#options.env },
      workingDir: '/',
      stdinOpen: false,
      hasShell: true,
      memoryLimitBytes: this.#options.memoryLimitBytes,
      takeMemory: () => true,
      footprint: () => 0,
      program: ([name = '']) =>
        name === 'server' ? this.#options.program : (this.#options.programs?.[baseName(name)] ?? tools[baseName(name)]),
      schedule: (pid, delayUs) => {
        this.#alarms.push({ entry: ++this.#entries, pid, due: after(this.now, delayUs) });
        return this.#entries;
      },
      cancel: (entry) => {
        this.#alarms = this.#alarms.filter((each) => each.entry !== entry);
      },
      varies: () => undefined,
      random: (low) => low,
      request: (address, port, request) => this.#request(address, port, request),
      askName: (name) => this.#askName(name),
      ping: (address) => (address === '10.9.9.9' ? undefined : 250),
      ruleTables: () => undefined,
      wrote: (stream, line, partial) => this.#wrote(stream, partial ? line : `${line}\n`),
      runAtOnce: (argv, env) => runAtOnce(this.#host(), argv, env),
      execWrote: () => undefined,
      execEnded: () => undefined,
      listensChanged: () => undefined,
      componentUp: () => undefined,
      over: (exitCode, reason) => {
        this.#exitCode = exitCode;
        this.history.push(`${String(this.now)} over ${String(exitCode)} ${reason}`);
      },
    };
  }

  #request(address: string, port: number, request: HttpRequest): ReturnType<OsHost['request']> {
    if (address !== '127.0.0.1') return { kind: 'unreachable' };
    const answer = this.answer(port, request);
    if (!answer) return { kind: 'refused' };
    if (answer.kind === 'silent') return { kind: 'silent', podUid: 'rig' };
    return { kind: 'answered', podUid: 'rig', serviceTimeUs: 1, ...answer.response };
  }

  #askName(name: string): NameAnswer {
    const address = this.#options.names?.[name];
    return address === undefined
      ? { kind: 'unknown', tookUs: 0 }
      : { kind: 'found', name, addresses: [address], tookUs: 0 };
  }

  #wrote(stream: 'stdout' | 'stderr', text: string): void {
    this.history.push(`${String(this.now)} ${stream} ${text}`);
    if (stream === 'stdout') this.#stdout += text;
    else this.stderr += text;
  }
}
