// Where a command is run: its streams, its files, and other programs.

/** The files that a command may read and write; paths are as typed, relative to where the person is. */
export interface ShellFiles {
  /** Undefined when there is none. */
  read(path: string): string | undefined;
  write(path: string, text: string): void;
  /** The names in a folder in order; undefined when it is none. */
  list(path: string): readonly string[] | undefined;
  remove(path: string): void;
}

/** What is typed at a terminal, as it is typed. */
export interface Keyboard {
  /** Tells `listener` alone, until the function that is returned is called. */
  listen(listener: (keys: string) => void): () => void;
}

/** Where a command is run. */
export interface Surroundings {
  readonly stdin: () => string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string>>;
  readonly files: ShellFiles;
  /** Runs another program, for `kubectl edit` (KUBE_EDITOR) and `diff`; answers its exit code. */
  readonly spawn: (command: string, args: readonly string[]) => Promise<number>;
  /** Of the terminal that the command has to itself, where there is one. */
  readonly keyboard?: Keyboard | undefined;
  /** Aborted when the command is stopped (Ctrl-C). */
  readonly signal: AbortSignal;
}
