// A mistake or misfortune as a value: what is wrong, where, and what to do. `code` and `params` let the window say it
// in its own language; `message` and `hint` say it in English for everybody else.
export type ProblemCode =
  | 'manifest-empty'
  | 'manifest-too-large'
  | 'manifest-binary'
  | 'manifest-yaml'
  | 'manifest-duplicate-key'
  | 'manifest-not-an-object'
  | 'manifest-unknown-kind'
  | 'manifest-refused'
  | 'api-refused'
  | 'cluster-unreachable'
  | 'command-not-started'
  | 'session-empty'
  | 'session-not-sqlite'
  | 'session-not-kubarium'
  | 'session-newer'
  | 'session-engine'
  | 'session-damaged'
  | 'session-in-use'
  | 'session-missing'
  | 'session-exists'
  | 'session-name-invalid'
  | 'disk-full'
  | 'disk-read-only'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'port-unavailable'
  | 'nothing-there'
  | 'not-in-the-past'
  | 'call-invalid'
  | 'host-gone'
  | 'internal';

export interface Problem {
  readonly code: ProblemCode;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** Where: file, document, line and column, field; empty when it goes without saying. */
  readonly where: string;
  /** One sentence: what to do about it. */
  readonly hint: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function succeed<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function fail(
  code: ProblemCode,
  message: string,
  more: { where?: string; hint?: string; params?: Record<string, string | number> } = {},
): { readonly ok: false; readonly problem: Problem } {
  return {
    ok: false,
    problem: { code, message, where: more.where ?? '', hint: more.hint ?? '', params: more.params ?? {} },
  };
}

/** The problem as one line for a terminal. */
export function problemText(problem: Problem): string {
  const where = problem.where === '' ? '' : `${problem.where}: `;
  if (problem.hint === '') return `${where}${problem.message}`;
  // What the API says ends without a full stop.
  const stop = /[.!?]$/.test(problem.message) ? '' : '.';
  return `${where}${problem.message}${stop} ${problem.hint}`;
}
