// Models `/proc/PID/root` (Linux): the files of each container of a Pod that shares its processes, as the others see them.
import type { Files } from '../files.ts';

const ROOT = /^(\/proc\/(\d+)\/root)(\/.*)?$/;

interface Place {
  readonly files: Files;
  readonly path: string;
  /** Where the files begin for whoever looks. */
  readonly root: string;
}

export class ProcessRoots implements Files {
  readonly #own: Files;
  readonly #rootOf: (pid: number) => Files | undefined;

  /** `rootOf` gives the files of the container that a process runs in. */
  constructor(own: Files, rootOf: (pid: number) => Files | undefined) {
    this.#own = own;
    this.#rootOf = rootOf;
  }

  read(path: string): string | undefined {
    const at = this.#at(path);
    return at.files.read(at.path);
  }

  write(path: string, text: string, bytes?: number): void {
    const at = this.#at(path);
    at.files.write(at.path, text, bytes);
  }

  remove(path: string): boolean {
    const at = this.#at(path);
    return at.files.remove(at.path);
  }

  isDirectory(path: string): boolean {
    const at = this.#at(path);
    return at.path === '/' || at.files.isDirectory(at.path);
  }

  below(path: string): readonly string[] {
    const { files, path: within, root } = this.#at(path);
    return files.below(within).map((file) => root + file);
  }

  isReadOnly(path: string): boolean {
    const at = this.#at(path);
    return at.files.isReadOnly?.(at.path) ?? false;
  }

  isPristine(path: string): boolean {
    const at = this.#at(path);
    return at.root === '' && at.files.isPristine?.(at.path) === true;
  }

  roomAt(path: string): number {
    const at = this.#at(path);
    return at.files.roomAt?.(at.path) ?? Infinity;
  }

  sizeOf(path: string): number | undefined {
    const at = this.#at(path);
    return at.files.sizeOf?.(at.path);
  }

  #at(path: string): Place {
    const [, root = '', pid, within = '/'] = ROOT.exec(path) ?? [];
    const files = pid === undefined ? undefined : this.#rootOf(Number(pid));
    return files ? { files, path: within, root } : { files: this.#own, path, root: '' };
  }
}
