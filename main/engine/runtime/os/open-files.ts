// What the processes of a container have open: files, pipes, and the streams of commands from outside.
import type { Files } from '../files.ts';
import type { Descriptor } from './descriptor.ts';
import { type OpenFile, type Pipe, type ProcessEntry, type ProcessTable, fdsOf } from './table.ts';

/** Of a file only so much is kept. */
const FILE_CHARACTERS_MAX = 1 << 20;
/** Who writes to a pipe that holds so much has to wait for its reader. */
const PIPE_CHARACTERS_MAX = 1 << 16;

export interface ReadResult {
  readonly text: string;
  /** Nothing will follow; without text and end the reader has to wait. */
  readonly ended: boolean;
}

type NewFile = OpenFile extends infer Each ? (Each extends OpenFile ? Omit<Each, 'id'> : never) : never;

export class OpenFiles {
  readonly #table: ProcessTable;
  readonly #world: { readonly files: Files };

  constructor(table: ProcessTable, world: { readonly files: Files }) {
    this.#table = table;
    this.#world = world;
  }

  add(file: NewFile): number {
    const id = (this.#table.nextFile ?? 0) + 1;
    this.#table.nextFile = id;
    (this.#table.files ??= []).push({ ...file, id });
    return id;
  }

  /** A new pipe: its reading end and its writing end. */
  pipe(options: { readonly held?: boolean; readonly bottomless?: boolean } = {}): readonly [out: number, into: number] {
    const id = (this.#table.nextFile ?? 0) + 1;
    this.#table.nextFile = id;
    const { held = false, bottomless = false } = options;
    (this.#table.pipes ??= []).push({ id, text: '', held, bottomless });
    return [this.add({ type: 'pipe-out', pipe: id }), this.add({ type: 'pipe-in', pipe: id })];
  }

  find(id: number): OpenFile | undefined {
    return this.#table.files?.find((file) => file.id === id);
  }

  /** The pipe behind an open file. */
  pipeOf(id: number): Pipe | undefined {
    const file = this.find(id);
    return file && 'pipe' in file ? this.#table.pipes?.find((pipe) => pipe.id === file.pipe) : undefined;
  }

  /** Takes at most `limit` characters, up to and with `until` when it is given and there. */
  read(id: number, until?: string, limit = Infinity): ReadResult {
    const file = this.find(id);
    switch (file?.type) {
      case 'file':
        return this.#readAt(file, this.#world.files.read(file.path) ?? '', until, limit);
      case 'text':
        return this.#readAt(file, file.text, until, limit);
      case 'pipe-out':
        return this.#readPipe(id, until, limit);
      default:
        return { text: '', ended: true };
    }
  }

  /** Whether a read would not have to wait. */
  isReadable(id: number, until?: string): boolean {
    const pipe = this.pipeOf(id);
    if (!pipe) return true;
    return (until === undefined ? pipe.text !== '' : pipe.text.includes(until)) || !this.#hasWriter(pipe);
  }

  /** Appends to a pipe or writes to a file; false when nobody reads the pipe any more. */
  write(file: OpenFile, text: string): boolean {
    if (file.type === 'pipe-in') {
      const pipe = this.pipeOf(file.id);
      if (!pipe || !this.#table.files?.some((each) => each.type === 'pipe-out' && each.pipe === pipe.id)) return false;
      pipe.text += text;
    } else if (file.type === 'file') this.#writeFile(file, text);
    return true;
  }

  /** Whether one who writes there has to wait. */
  isFull(descriptor: Descriptor | undefined): boolean {
    const pipe = typeof descriptor === 'number' ? this.pipeOf(descriptor) : undefined;
    return pipe !== undefined && !pipe.bottomless && pipe.text.length > PIPE_CHARACTERS_MAX;
  }

  /** Forgets what no process has open any more. */
  closeUnused(): void {
    const { files, pipes } = this.#table;
    if (!files || files.length === 0) return;
    const used = new Set<Descriptor>(this.#table.processes.flatMap(descriptorsOf));
    this.#table.files = files.filter(({ id }) => used.has(id));
    const ends = new Set(this.#table.files.map((file) => ('pipe' in file ? file.pipe : 0)));
    this.#table.pipes = pipes?.filter(({ id }) => ends.has(id));
  }

  #readAt(file: { at: number }, whole: string, until: string | undefined, limit: number): ReadResult {
    const text = portion(whole.slice(file.at), until, limit);
    file.at += text.length;
    return { text, ended: file.at >= whole.length };
  }

  #readPipe(id: number, until: string | undefined, limit: number): ReadResult {
    const pipe = this.pipeOf(id);
    if (!pipe) return { text: '', ended: true };
    const ended = !this.#hasWriter(pipe);
    if (until !== undefined && !ended && !pipe.text.includes(until)) return { text: '', ended: false };
    const text = portion(pipe.text, until, limit);
    pipe.text = pipe.text.slice(text.length);
    return { text, ended: ended && pipe.text === '' };
  }

  #hasWriter(pipe: Pipe): boolean {
    return pipe.held || (this.#table.files ?? []).some((file) => file.type === 'pipe-in' && file.pipe === pipe.id);
  }

  #writeFile(file: Extract<OpenFile, { readonly type: 'file' }>, text: string): void {
    const old = this.#world.files.read(file.path) ?? '';
    const at = file.append ? old.length : file.at;
    const whole = old.slice(0, at).padEnd(at, '\0') + text + old.slice(at + text.length);
    this.#world.files.write(file.path, whole.slice(0, FILE_CHARACTERS_MAX));
    file.at = at + text.length;
  }
}

function portion(text: string, until: string | undefined, limit: number): string {
  const at = until === undefined ? -1 : text.indexOf(until);
  return text.slice(0, Math.min(at < 0 || until === undefined ? text.length : at + until.length, limit));
}

function descriptorsOf(process: ProcessEntry): readonly Descriptor[] {
  const own = Object.values(fdsOf(process));
  if (process.task.type !== 'shell') return own;
  return [
    ...own,
    ...process.task.shell.frames.flatMap(({ saved, keeps }) => [...Object.values(saved ?? {}), ...(keeps ?? [])]),
  ];
}
