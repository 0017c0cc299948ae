/** The branch that every session begins with. */
export const MAIN_BRANCH = 1;

/** A place in history: after record `seq`, at virtual time `t` in microseconds, `steps` agenda entries handled. */
export interface Head {
  readonly seq: number;
  readonly t: number;
  readonly steps: number;
}
