// A tree of files of its own: a machine's disk or a volume.
/** A file as it is saved; `bytes` when it counts as larger than its text. */
export type SavedFile = readonly [path: string, text: string, bytes?: number];

export class FileTree {
  readonly #texts = new Map<string, string>();
  /** Sizes of the files that count as larger than their texts. */
  #sizes: Map<string, number> | undefined;
  /** The directory that was found last, and by which file. */
  #found: { readonly directory: string; readonly file: string } | undefined;

  constructor(entries: Iterable<SavedFile> = []) {
    for (const [path, text, bytes] of entries) this.write(path, text, bytes);
  }

  /** How much room all of it takes. */
  get usedBytes(): number {
    let bytes = 0;
    for (const [path, text] of this.#texts) bytes += this.sizeOf(path) ?? text.length;
    return bytes;
  }

  get count(): number {
    return this.#texts.size;
  }

  sizeOf(path: string): number | undefined {
    return this.#sizes?.get(path);
  }

  read(path: string): string | undefined {
    return this.#texts.get(path);
  }

  write(path: string, text: string, bytes = 0): void {
    this.#texts.set(path, text);
    if (bytes > text.length) (this.#sizes ??= new Map()).set(path, bytes);
    else this.#sizes?.delete(path);
  }

  remove(path: string): boolean {
    const gone = [path, ...this.below(path)].filter((file) => this.#texts.delete(file));
    for (const file of gone) this.#sizes?.delete(file);
    return gone.length > 0;
  }

  isDirectory(path: string): boolean {
    if (this.#found?.directory === path && this.#texts.has(this.#found.file)) return true;
    const prefix = asPrefix(path);
    for (const file of this.#texts.keys()) {
      if (!file.startsWith(prefix)) continue;
      this.#found = { directory: path, file };
      return true;
    }
    return false;
  }

  below(path: string): readonly string[] {
    const prefix = asPrefix(path);
    return [...this.#texts.keys()].filter((file) => file.startsWith(prefix)).sort();
  }

  entries(): readonly SavedFile[] {
    return Array.from(this.#texts, ([path, text]): SavedFile => {
      const bytes = this.sizeOf(path);
      return bytes === undefined ? [path, text] : [path, text, bytes];
    });
  }

  /** Makes `files` all that there is; says whether that changed anything. */
  replace(files: Readonly<Record<string, string>>): boolean {
    const wanted = Object.entries(files);
    const isSame = wanted.length === this.#texts.size && wanted.every(([path, text]) => this.#texts.get(path) === text);
    if (isSame) return false;
    for (const path of [...this.#texts.keys()]) if (!Object.hasOwn(files, path)) this.#texts.delete(path);
    this.#sizes = undefined;
    for (const [path, text] of wanted) this.#texts.set(path, text);
    return true;
  }
}

export const trimSlash = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : path);
/** What the paths of all files below a directory begin with. */
export const asPrefix = (path: string) => `${trimSlash(path)}/`;
