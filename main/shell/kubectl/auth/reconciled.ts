/** What a reconciliation comes to: the object as it is to be, and what to tell of it. */
export interface Reconciled<T> {
  readonly object: T;
  readonly isChanged: boolean;
  readonly lines: readonly string[];
}
