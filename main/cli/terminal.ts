// Where a command's words go: its results to standard output, all else to standard error.
export interface Terminal {
  /** Results. */
  print(text: string): void;
  /** Problems and notes, each a line. */
  say(line: string): void;
  /** Something passing, shown to a person who waits; undefined when nobody watches. */
  readonly progress: ((line: string) => void) | undefined;
  /** All of standard input. */
  readInput(): Uint8Array;
}
