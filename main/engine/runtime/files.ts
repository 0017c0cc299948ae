// File systems: texts by absolute path. A container sees its image's files, what it wrote over them, and its mounts.

/** What a program may do with files. A directory is there when a file is below it. */
export interface Files {
  read(path: string): string | undefined;
  write(path: string, text: string): void;
  /** Removes a file, or a directory with all below it; says whether there was one. */
  remove(path: string): boolean;
  isDirectory(path: string): boolean;
  /** Paths of all files below a directory, in text order. */
  below(path: string): readonly string[];
  /** Whether nothing can be written or removed there; absent: everything can. */
  isReadOnly?(path: string): boolean;
  /** Whether nothing below a directory has been written or mounted since the image was made; absent: nobody knows. */
  isPristine?(path: string): boolean;
}

/** A tree of files of its own: a machine's disk or a volume. */
export class FileTree implements Files {
  readonly #texts: Map<string, string>;

  constructor(entries: Iterable<readonly [path: string, text: string]> = []) {
    this.#texts = new Map(entries);
  }

  read(path: string): string | undefined {
    return this.#texts.get(path);
  }

  write(path: string, text: string): void {
    this.#texts.set(path, text);
  }

  remove(path: string): boolean {
    const gone = [path, ...this.below(path)].filter((file) => this.#texts.delete(file));
    return gone.length > 0;
  }

  isDirectory(path: string): boolean {
    const prefix = asPrefix(path);
    for (const file of this.#texts.keys()) if (file.startsWith(prefix)) return true;
    return false;
  }

  below(path: string): readonly string[] {
    const prefix = asPrefix(path);
    return [...this.#texts.keys()].filter((file) => file.startsWith(prefix)).sort();
  }

  entries(): readonly (readonly [string, string])[] {
    return [...this.#texts];
  }

  /** Makes `files` all that there is; says whether that changed anything. */
  replace(files: Readonly<Record<string, string>>): boolean {
    const wanted = Object.entries(files);
    const isSame = wanted.length === this.#texts.size && wanted.every(([path, text]) => this.#texts.get(path) === text);
    if (isSame) return false;
    for (const path of [...this.#texts.keys()]) if (!Object.hasOwn(files, path)) this.#texts.delete(path);
    for (const [path, text] of wanted) this.#texts.set(path, text);
    return true;
  }
}

/** Files that are there from the start, under all that is written. */
export interface BaseFiles {
  read(path: string): string | undefined;
  paths(): readonly string[];
}

/** What was written over them; null stands for a file that was removed. */
export interface Layered {
  layer: Map<string, string | null> | undefined;
}

/** Part of a file tree, mounted at a path. */
export interface Mount {
  readonly path: string;
  readonly tree: FileTree;
  /** Path in the tree that appears at `path`: a directory, or a file. */
  readonly root: string;
  readonly readOnly: boolean;
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
  write(path: string, text: string): void {
    if (this.isReadOnly(path)) return;
    const mounted = this.#mounted(path);
    if (mounted) mounted.tree.write(mounted.path, text);
    else this.#layer().set(path, text);
    this.#changed();
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
    else if (this.#base.read(path) !== undefined) this.#layer().set(path, null);
    else this.#own.layer?.delete(path);
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
const trimSlash = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : path);
const asPrefix = (path: string) => `${trimSlash(path)}/`;
