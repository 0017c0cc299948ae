// The terminal's files as the shell library wants to see them. All answers come at once: while a command waits for a
// disk, virtual time would go on.
import type { FsStat, IFileSystem } from 'just-bash/browser';
import { posix } from 'node:path';
import type { OverlayTree } from './overlay-tree.ts';

type Content = Parameters<IFileSystem['writeFile']>[1];
type Encoding = Parameters<IFileSystem['writeFile']>[2];
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
const NO_TIME = new Date(0);

/** Paths that are no files but the terminal itself: whoever writes there prints, and waits until that is done. */
export type Devices = ReadonlyMap<string, (text: string) => Promise<void>>;

export class ShellFileSystem implements IFileSystem {
  readonly #tree: OverlayTree;
  readonly #devices: Devices;

  constructor(tree: OverlayTree, devices: Devices) {
    this.#tree = tree;
    this.#devices = devices;
  }

  async readFile(path: string): Promise<string> {
    return Buffer.from(this.#read(path)).toString('utf8');
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    return this.#read(path);
  }

  async writeFile(path: string, content: Content, encoding?: Encoding): Promise<void> {
    const device = this.#devices.get(path);
    if (device) await device(Buffer.from(toBytes(content, encoding)).toString('utf8'));
    else if (this.#tree.isFolder(path)) throw refusal('EISDIR: illegal operation on a directory', path);
    else this.#tree.write(path, toBytes(content, encoding));
  }

  async appendFile(path: string, content: Content, encoding?: Encoding): Promise<void> {
    if (this.#devices.has(path)) return this.writeFile(path, content, encoding);
    const before = this.#tree.read(path) ?? new Uint8Array();
    return this.writeFile(path, Buffer.concat([before, toBytes(content, encoding)]));
  }

  async exists(path: string): Promise<boolean> {
    return this.#stat(path) !== undefined;
  }

  async stat(path: string): Promise<FsStat> {
    const found = this.#stat(path);
    if (!found) throw refusal('ENOENT: no such file or directory', path);
    return found;
  }

  lstat(path: string): Promise<FsStat> {
    return this.stat(path);
  }

  async mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    if (this.#stat(path) && options?.recursive !== true) throw refusal('EEXIST: file already exists', path);
    this.#tree.makeFolder(path);
  }

  async readdir(path: string): Promise<string[]> {
    const names = this.#tree.list(path);
    if (!names) throw refusal('ENOENT: no such file or directory', path);
    return [...names];
  }

  async rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    if (!this.#stat(path)) {
      if (options?.force === true) return;
      throw refusal('ENOENT: no such file or directory', path);
    }
    for (const name of this.#tree.isFolder(path) ? (this.#tree.list(path) ?? []) : []) {
      if (options?.recursive !== true) throw refusal('ENOTEMPTY: directory not empty', path);
      await this.rm(posix.join(path, name), options);
    }
    this.#tree.remove(path);
  }

  async cp(source: string, target: string, options?: { recursive?: boolean }): Promise<void> {
    if (!this.#tree.isFolder(source)) {
      this.#tree.write(target, this.#read(source));
      return;
    }
    if (options?.recursive !== true) throw refusal('EISDIR: is a directory', source);
    this.#tree.makeFolder(target);
    for (const name of this.#tree.list(source) ?? []) {
      await this.cp(posix.join(source, name), posix.join(target, name), options);
    }
  }

  async mv(source: string, target: string): Promise<void> {
    await this.cp(source, target, { recursive: true });
    await this.rm(source, { recursive: true });
  }

  resolvePath(base: string, path: string): string {
    return posix.resolve(base, path);
  }

  getAllPaths(): string[] {
    return [];
  }

  async chmod(path: string): Promise<void> {
    await this.stat(path);
  }

  async symlink(_target: string, path: string): Promise<void> {
    throw refusal('EPERM: links are not supported', path);
  }

  async link(existing: string, path: string): Promise<void> {
    await this.cp(existing, path);
  }

  async readlink(path: string): Promise<string> {
    throw refusal('EINVAL: invalid argument', path);
  }

  async realpath(path: string): Promise<string> {
    await this.stat(path);
    return posix.normalize(path);
  }

  async utimes(path: string): Promise<void> {
    await this.stat(path);
  }

  #read(path: string): Uint8Array {
    const bytes = this.#tree.read(path);
    if (bytes) return bytes;
    if (this.#tree.isFolder(path)) throw refusal('EISDIR: illegal operation on a directory', path);
    throw refusal('ENOENT: no such file or directory', path);
  }

  #stat(path: string): FsStat | undefined {
    const bytes = this.#devices.has(path) ? new Uint8Array() : this.#tree.read(path);
    if (bytes) return described(FILE_MODE, bytes.length);
    return this.#tree.isFolder(path) ? described(FOLDER_MODE, undefined) : undefined;
  }
}

function described(mode: number, size: number | undefined): FsStat {
  const isFile = size !== undefined;
  return { isFile, isDirectory: !isFile, isSymbolicLink: false, mode, size: size ?? 0, mtime: NO_TIME };
}

/** In the words of Node, which the library's commands know. */
function refusal(why: string, path: string): Error {
  return new Error(`${why}, '${path}'`);
}

function toBytes(content: Content, encoding: Encoding): Uint8Array {
  if (typeof content !== 'string') return content;
  const named = typeof encoding === 'string' ? encoding : encoding?.encoding;
  return Buffer.from(content, named ?? 'utf8');
}
