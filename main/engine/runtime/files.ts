// File systems: texts by absolute path. A container sees its image's files, what it wrote over them, and its mounts.
import { type FileTree, asPrefix, trimSlash } from './file-tree.ts';

/** What a program may do with files. A directory is there when a file is below it. */
export interface Files {
  read(path: string): string | undefined;
  /** `bytes`: how large the file counts when it is more than what is kept of it. */
  write(path: string, text: string, bytes?: number): void;
  /** Removes a file, or a directory with all below it; says whether there was one. */
  remove(path: string): boolean;
  isDirectory(path: string): boolean;
  /** Paths of all files below a directory, in text order. */
  below(path: string): readonly string[];
  /** Whether nothing can be written or removed there; absent: everything can. */
  isReadOnly?(path: string): boolean;
  /** Whether nothing below a directory has been written or mounted since the image was made; absent: nobody knows. */
  isPristine?(path: string): boolean;
  /** How many bytes may still be written there; absent: as many as one likes. */
  roomAt?(path: string): number;
  /** How large a file counts, in bytes; absent, or undefined: as large as its text. */
  sizeOf?(path: string): number | undefined;
}

/** Files that are there from the start, under all that is written. */
export interface BaseFiles {
  read(path: string): string | undefined;
  paths(): readonly string[];
}

/** What was written over them; null stands for a file that was removed. */
export interface Layered {
  layer: Map<string, string | null> | undefined;
  /** Sizes of the files that count as larger than their texts. */
  sizes?: Readonly<Record<string, number>> | undefined;
}

/** Part of a file tree, mounted at a path. */
export interface Mount {
  readonly path: string;
  readonly tree: FileTree;
  /** Path in the tree that appears at `path`: a directory, or a file. */
  readonly root: string;
  readonly readOnly: boolean;
  /** How much there is room for in all, where that is not the whole disk. */
  readonly roomBytes?: number | undefined;
}

/** Image, then what the container wrote, then its mounts, the longest path first. */
export class ContainerFiles implements Files {
  readonly #base: BaseFiles;
  readonly #own: Layered;
  readonly #mounts: readonly Mount[];
  readonly #changed: () => void;
  readonly #isReadOnly: boolean;

  /** `base` also has what the runtime adds; `own` keeps what is written, unless it may only be to mounts. */
  constructor(base: BaseFiles, own: Layered, mounts: readonly Mount[], changed: () => void, isReadOnly = false) {
    this.#base = base;
    this.#own = own;
    this.#mounts = mounts.length > 1 ? [...mounts].sort((a, b) => b.path.length - a.path.length) : mounts;
    this.#changed = changed;
    this.#isReadOnly = isReadOnly;
  }

  read(path: string): string | undefined {
    const mounted = this.#mounted(path);
    if (mounted) return mounted.tree.read(mounted.path);
    const written = this.#own.layer?.get(path);
    return written === null ? undefined : (written ?? this.#base.read(path));
  }

  isReadOnly(path: string): boolean {
    return this.#mountAt(path)?.readOnly ?? (this.#isReadOnly && !ALWAYS_WRITABLE.test(path));
  }

  /** Does nothing where nothing can be written. */
  write(path: string, text: string, bytes = 0): void {
    if (this.isReadOnly(path)) return;
    const mounted = this.#mounted(path);
    if (mounted) mounted.tree.write(mounted.path, text, bytes);
    else {
      this.#layer().set(path, text);
      this.#setSize(path, bytes > text.length ? bytes : undefined);
    }
    this.#changed();
  }

  roomAt(path: string): number {
    const mount = this.#mountAt(path);
    return mount?.roomBytes === undefined ? Infinity : Math.max(0, mount.roomBytes - mount.tree.usedBytes);
  }

  sizeOf(path: string): number | undefined {
    const mounted = this.#mounted(path);
    return mounted ? mounted.tree.sizeOf(mounted.path) : this.#own.sizes?.[path];
  }

  remove(path: string): boolean {
    const files = [path, ...this.below(path)].filter((file) => !this.isReadOnly(file));
    const gone = files.filter((file) => this.read(file) !== undefined);
    for (const file of gone) this.#removeFile(file);
    if (gone.length > 0) this.#changed();
    return gone.length > 0;
  }

  isDirectory(path: string): boolean {
    return this.#mounts.some((mount) => mount.path === trimSlash(path)) || this.below(path).length > 0;
  }

  below(path: string): readonly string[] {
    const prefix = asPrefix(path);
    const own = [...this.#base.paths(), ...(this.#own.layer?.keys() ?? [])].filter((file) => !this.#mounted(file));
    const mounted = this.#mounts.flatMap(({ path: at, tree, root }) => [
      at,
      ...tree.below(root).map((file) => at + file.slice(trimSlash(root).length)),
    ]);
    const all = [...new Set([...own, ...mounted])].filter((file) => file.startsWith(prefix));
    return all.filter((file) => this.read(file) !== undefined).sort();
  }

  isPristine(path: string): boolean {
    const prefix = asPrefix(path);
    const touches = (other: string) => asPrefix(other).startsWith(prefix) || prefix.startsWith(asPrefix(other));
    if (this.#mounts.some((mount) => touches(mount.path))) return false;
    for (const file of this.#own.layer?.keys() ?? []) if (file.startsWith(prefix)) return false;
    return true;
  }

  #removeFile(path: string): void {
    const mounted = this.#mounted(path);
    if (mounted) mounted.tree.remove(mounted.path);
    else {
      if (this.#base.read(path) !== undefined) this.#layer().set(path, null);
      else this.#own.layer?.delete(path);
      this.#setSize(path, undefined);
    }
  }

  #setSize(path: string, bytes: number | undefined): void {
    const { [path]: _, ...others } = this.#own.sizes ?? {};
    if (bytes !== undefined) this.#own.sizes = { ...others, [path]: bytes };
    else if (this.#own.sizes) this.#own.sizes = others;
  }

  #layer(): Map<string, string | null> {
    return (this.#own.layer ??= new Map<string, string | null>());
  }

  #mountAt(path: string): Mount | undefined {
    return this.#mounts.find((each) => path === each.path || path.startsWith(asPrefix(each.path)));
  }

  #mounted(path: string): { readonly tree: FileTree; readonly path: string } | undefined {
    const mount = this.#mountAt(path);
    return mount && { tree: mount.tree, path: trimSlash(mount.root) + path.slice(mount.path.length) };
  }
}

/** What the runtime mounts by itself. */
const ALWAYS_WRITABLE = /^\/(?:dev|proc|sys)\/|^\/etc\/(?:hosts|hostname|resolv\.conf)$/;
