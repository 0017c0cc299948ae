// What is brought into a new session and taken out of one: what a person chooses, and what they are told before and after.

/** How a dump of a cluster becomes a session. */
export interface ImportChoices {
  /**
   * `simulate`: what controllers own is left to them, and everything runs anew. `keep`: all is there as it was dumped,
   * with its status, and goes on from there.
   */
  readonly status: 'simulate' | 'keep';
  /** Take the values of Secrets along. */
  readonly secrets: boolean;
  /** Rename what tells whose cluster it is. */
  readonly anonymise: boolean;
}

/** So many objects of a kind. */
export interface KindCount {
  readonly kind: string;
  readonly count: number;
}

/**
 * Why an object of a dump is not taken along: its controller makes it anew (`owned`); the new cluster has its own
 * (`system`); it is computed from others (`derived`); it is a Secret, or an object of a kind nobody serves, or a custom
 * resource of which nobody can say what in it is private; it was being deleted.
 */
export type LeftOutReason = 'owned' | 'system' | 'derived' | 'secret' | 'unknown-kind' | 'private' | 'going';

export interface LeftOut extends KindCount {
  readonly reason: LeftOutReason;
  /** A few of them, `namespace/name`. */
  readonly examples: readonly string[];
}

/** Something that the dump names but does not hold, and that is made so that the rest can run. */
export interface Addition extends KindCount {
  readonly examples: readonly string[];
}

export interface ImportPreview {
  readonly files: number;
  /** What comes into the new session, the most frequent first. */
  readonly objects: readonly KindCount[];
  /** Its machines. */
  readonly nodes: readonly { readonly name: string; readonly cpu: string; readonly memory: string }[];
  readonly leftOut: readonly LeftOut[];
  readonly added: readonly Addition[];
}

/** What is taken out of a session. */
export interface ExportChoices {
  readonly as: 'manifests' | 'audit' | 'events';
  /** One namespace alone; all of them when undefined. */
  readonly namespace?: string | undefined;
}

/** How far something is that takes long; `total` is 0 while nobody knows. */
export interface TransferProgress {
  readonly doing: 'reading' | 'starting' | 'applying' | 'writing';
  readonly done: number;
  readonly total: number;
}
