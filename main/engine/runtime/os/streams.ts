// What processes write: to the log of their container, to whoever ran a command from outside, to files and pipes.
import type { LogLine } from '../programs/program.ts';
import type { OpenFiles } from './open-files.ts';
import type { OsHost } from './system.ts';
import { type ProcessEntry, type ProcessTable, fdsOf } from './table.ts';

type Stream = 'stdout' | 'stderr';

export class Streams {
  readonly #table: ProcessTable;
  readonly #host: OsHost;
  readonly #open: OpenFiles;

  constructor(table: ProcessTable, host: OsHost, open: OpenFiles) {
    this.#table = table;
    this.#host = host;
    this.#open = open;
  }

  /** Writes to one of a process's open files; false when nobody will ever read it. */
  write(process: ProcessEntry, fd: number, text: string): boolean {
    const descriptor = fdsOf(process)[fd];
    if (text === '' || descriptor === undefined || descriptor === 'null' || descriptor === 'stdin') return true;
    if (descriptor === 'out' || descriptor === 'err') {
      this.#writeLog(descriptor === 'out' ? 'stdout' : 'stderr', text);
      return true;
    }
    const file = this.#open.find(descriptor);
    if (file?.type === 'exec') this.#writeExec(file.exec, file.stream, text);
    return !file || file.type === 'exec' || this.#open.write(file, text);
  }

  /** Lines of a program; false when nobody will ever read one of them. */
  log(process: ProcessEntry, lines: readonly LogLine[] = []): boolean {
    return breaths(lines).every(({ stream, text }) => {
      const fd = stream === 'stdout' ? 1 : 2;
      const descriptor = fdsOf(process)[fd];
      const isLog = descriptor === 'out' || descriptor === 'err';
      if (!isLog || this.#table.partial) return this.write(process, fd, `${text}\n`);
      // As it is: what many containers write alike is kept once.
      this.#host.wrote(descriptor === 'out' ? 'stdout' : 'stderr', text, false);
      return true;
    });
  }

  /** Writes what is left of lines that were never ended. */
  flush(): void {
    const { partial } = this.#table;
    this.#table.partial = undefined;
    for (const stream of ['stdout', 'stderr'] as const) {
      const line = partial?.[stream] ?? '';
      if (line !== '') this.#host.wrote(stream, line, true);
    }
  }

  #writeLog(stream: Stream, text: string): void {
    const before = this.#table.partial;
    if (!before && text.endsWith('\n')) {
      this.#host.wrote(stream, text.slice(0, -1), false);
      return;
    }
    const lines = ((before?.[stream] ?? '') + text).split('\n');
    const rest = lines.pop() ?? '';
    if (before || rest !== '') {
      const partial = { stdout: '', stderr: '', ...before, [stream]: rest };
      this.#table.partial = partial.stdout === '' && partial.stderr === '' ? undefined : partial;
    }
    if (lines.length > 0) this.#host.wrote(stream, lines.join('\n'), false);
  }

  #writeExec(id: string, stream: Stream, text: string): void {
    const session = this.#table.execs?.find((each) => each.id === id);
    if (session) this.#host.execWrote(session, stream, text);
  }
}

/** Lines that follow one another on the same stream, as one text. */
function breaths(lines: readonly LogLine[]): readonly LogLine[] {
  const all: LogLine[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (last?.stream === line.stream) all[all.length - 1] = { ...line, text: `${last.text}\n${line.text}` };
    else all.push(line);
  }
  return all;
}
