import type { Change } from './lives.ts';

/** A change that every recording shows. */
export interface Entry {
  readonly what: string;
  readonly fields?: Change['fields'];
  /** Seconds, a recording each. */
  readonly times: readonly number[];
}

export interface ExpectedLife {
  readonly key: string;
  readonly subject: string;
  readonly entries: readonly Entry[];
  /** Changes that some recording shows; they may be there or not. */
  readonly possible: ReadonlySet<string>;
}
