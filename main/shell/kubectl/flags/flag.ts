// Flags as pflag knows them.

/** A flag as pflag knows it. */
export interface FlagSpec {
  readonly name: string;
  readonly shorthand?: string;
  /**
   * `optional`: a string that takes its value only with `=` (`--dry-run[=client]`); then `noValue` is what it is alone.
   * `strings`: several, comma-separated or repeated; `array`: only repeated, commas belong to the text.
   */
  readonly type: 'boolean' | 'string' | 'int' | 'duration' | 'strings' | 'array' | 'optional';
  readonly noValue?: string;
  /** Durations as texts: `30s`. */
  readonly default?: string | number | boolean;
  /** What to use in its place; it works, but help does not tell of it. */
  readonly deprecated?: string;
  /** Refused when it is not given. */
  readonly required?: boolean;
}

export interface Flags {
  bool(name: string): boolean;
  /** Empty when it was not given and has no default. */
  text(name: string): string;
  int(name: string): number;
  /** In microseconds. */
  duration(name: string): number;
  list(name: string): readonly string[];
  /** Whether the command has this flag at all. */
  has(name: string): boolean;
  /** Whether the person gave it. */
  readonly given: (name: string) => boolean;
}
