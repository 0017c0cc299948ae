// What comes of holding a case against its recordings.
import type { Tally } from './compare-end.ts';
import type { TimedEntry } from './timed/within.ts';

export interface Difference {
  readonly what: 'stdout' | 'stderr' | 'exit' | 'met';
  readonly expected: string;
  readonly actual: string;
}

export interface StepVerdict {
  /** From 1. */
  readonly number: number;
  readonly command: string;
  /** Recordings of this step differ among themselves: it is not counted. */
  readonly varies: boolean;
  readonly differences: readonly Difference[];
}

export interface CaseVerdict {
  readonly steps: readonly StepVerdict[];
  /** The Events and the objects at the end, which are not steps. */
  readonly events: Tally;
  readonly objects: Tally;
  /** Of cases with a timed history, object by object. */
  readonly lives?: readonly LifeVerdict[];
}

/** One object's history. */
export interface LifeVerdict {
  readonly key: string;
  readonly entries: readonly (TimedEntry & { readonly isWithin: boolean })[];
  /** Changes that no recording shows. */
  readonly surplus: readonly { readonly t: number; readonly what: string }[];
}
