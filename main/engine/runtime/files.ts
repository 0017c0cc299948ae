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
}

/** Part of a file tree, mounted at a path. */
export interface Mount {
  readonly path: string;
  readonly tree: FileTree;
  /** Path in the tree that appears at `path`: a directory, or a file. */
  readonly root: string;
}

/** Image, then what the container wrote, then its mounts, the longest path first. */
export class ContainerFiles implements Files {
  readonly #image: Readonly<Record<string, string>>;
  readonly #layer: Map<string, string | null>;
  readonly #mounts: readonly Mount[];
  readonly #changed: () => void;

  /** `image` also has what the runtime adds; `layer` holds what was written, null stands for a file that was removed. */
  constructor(
    image: Readonly<Record<string, string>>,
    layer: Map<string, string | null>,
    mounts: readonly Mount[],
    changed: () => void,
  ) {
    this.#image = image;
    this.#layer = layer;
    this.#mounts = [...mounts].sort((a, b) => b.path.length - a.path.length);
    this.#changed = changed;
  }

  read(path: string): string | undefined {
    const mounted = this.#mounted(path);
    if (mounted) return mounted.tree.read(mounted.path);
    const written = this.#layer.get(path);
    return written === null ? undefined : (written ?? this.#image[path]);
  }

  write(path: string, text: string): void {
    const mounted = this.#mounted(path);
    if (mounted) mounted.tree.write(mounted.path, text);
    else this.#layer.set(path, text);
    this.#changed();
  }

  remove(path: string): boolean {
    const gone = [path, ...this.below(path)].filter((file) => this.read(file) !== undefined);
    for (const file of gone) this.#removeFile(file);
    if (gone.length > 0) this.#changed();
    return gone.length > 0;
  }

  isDirectory(path: string): boolean {
    return this.#mounts.some((mount) => mount.path === trimSlash(path)) || this.below(path).length > 0;
  }

  below(path: string): readonly string[] {
    const prefix = asPrefix(path);
    const own = [...Object.keys(this.#image), ...this.#layer.keys()].filter((file) => !this.#mounted(file));
    const mounted = this.#mounts.flatMap(({ path: at, tree, root }) => [
      at,
      ...tree.below(root).map((file) => at + file.slice(trimSlash(root).length)),
    ]);
    const all = [...new Set([...own, ...mounted])].filter((file) => file.startsWith(prefix));
    return all.filter((file) => this.read(file) !== undefined).sort();
  }

  #removeFile(path: string): void {
    const mounted = this.#mounted(path);
    if (mounted) mounted.tree.remove(mounted.path);
    else if (path in this.#image) this.#layer.set(path, null);
    else this.#layer.delete(path);
  }

  #mounted(path: string): { readonly tree: FileTree; readonly path: string } | undefined {
    const mount = this.#mounts.find((each) => path === each.path || path.startsWith(asPrefix(each.path)));
    return mount && { tree: mount.tree, path: trimSlash(mount.root) + path.slice(mount.path.length) };
  }
}

const trimSlash = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : path);
const asPrefix = (path: string) => `${trimSlash(path)}/`;
