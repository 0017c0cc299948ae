// What a process has open.

/** `stdin`, `out` and `err` are the container's own streams; a number is an open file. */
export type Descriptor = 'stdin' | 'out' | 'err' | 'null' | number;
/** What a process has open, by number. */
export type Descriptors = Readonly<Record<string, Descriptor>>;
