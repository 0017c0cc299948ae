// The files that a terminal sees: what was written in it, over the places that files come from. What is written reaches
// those places only where they take it.
import { posix } from 'node:path';

/** A place that files come from; paths are absolute and have no `.` or `..` in them. */
export interface FileSource {
  /** Undefined when there is no file. */
  read(path: string): Uint8Array | undefined;
  /** The names in a folder, in order; undefined when there is no folder. */
  list(path: string): readonly string[] | undefined;
  /** Changes a file there, or removes it where there are no bytes; says whether it is a file of this place. */
  take?(path: string, bytes: Uint8Array | undefined): boolean;
}

export class OverlayTree implements FileSource {
  readonly #sources: readonly FileSource[];
  /** Undefined for what was removed. */
  readonly #written = new Map<string, Uint8Array | undefined>();
  readonly #folders = new Set<string>(['/']);

  /** Of sources that have the same file the first counts. */
  constructor(sources: readonly FileSource[]) {
    this.#sources = sources;
  }

  read(path: string): Uint8Array | undefined {
    if (this.#written.has(path)) return this.#written.get(path);
    for (const source of this.#sources) {
      const found = source.read(path);
      if (found) return found;
    }
    return undefined;
  }

  list(path: string): readonly string[] | undefined {
    const names = new Set<string>();
    let isFolder = this.#folders.has(path);
    for (const source of this.#sources) {
      const found = source.list(path);
      isFolder ||= found !== undefined;
      for (const name of found ?? []) names.add(name);
    }
    for (const [file, bytes] of this.#written) this.#listWritten(path, file, bytes, names);
    for (const folder of this.#folders)
      if (posix.dirname(folder) === path && folder !== '/') names.add(posix.basename(folder));
    return isFolder || names.size > 0 ? [...names].sort() : undefined;
  }

  isFolder(path: string): boolean {
    return this.read(path) === undefined && this.list(path) !== undefined;
  }

  write(path: string, bytes: Uint8Array): void {
    this.makeFolder(posix.dirname(path));
    this.#change(path, bytes);
  }

  /** Removes a file; a folder that holds nothing goes with its last file. */
  remove(path: string): void {
    this.#folders.delete(path);
    this.#change(path, undefined);
  }

  makeFolder(path: string): void {
    for (let folder = path; !this.#folders.has(folder); folder = posix.dirname(folder)) this.#folders.add(folder);
  }

  #change(path: string, bytes: Uint8Array | undefined): void {
    const isTaken = this.#sources.some((source) => source.take?.(path, bytes) === true);
    if (isTaken) this.#written.delete(path);
    else this.#written.set(path, bytes);
  }

  #listWritten(folder: string, file: string, bytes: Uint8Array | undefined, names: Set<string>): void {
    if (posix.dirname(file) !== folder) return;
    if (bytes) names.add(posix.basename(file));
    else names.delete(posix.basename(file));
  }
}
