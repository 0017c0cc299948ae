// What SQLite and the file system complain of, as problems a person can act on.
import { basename } from 'node:path';
import { fail, type Outcome, type Problem, type ProblemCode } from '../../preload/contract/problems.ts';

/** Carries a problem out of the depths of this folder; whoever calls from outside gets an `Outcome`. */
export class StorageError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
  }
}

/** Runs `work` on the file at `path`; what the file, the disk or the lock is to blame for becomes a problem. */
export function attempt<T>(path: string, work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    const problem = storageProblem(error, path);
    if (!problem) throw error;
    return { ok: false, problem };
  }
}

/** The problem behind an error of SQLite or the file system; undefined when it is neither's. */
export function storageProblem(error: unknown, path: string): Problem | undefined {
  if (error instanceof StorageError) return error.problem;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const kind = KINDS.find(({ codes }) => codes.test(code));
  return kind && sessionProblem(kind.code, path);
}

/** The problem `code` with the file at `path`. `params` fill the places in braces of its texts. */
export function sessionProblem(
  code: SessionProblemCode,
  path: string,
  params: Readonly<Record<string, string | number>> = {},
): Problem {
  const [message, hint] = TEXTS[code];
  const all = { file: basename(path), ...params };
  return fail(code, filled(message, all), { where: path, hint: filled(hint, all), params: all }).problem;
}

type SessionProblemCode = Extract<ProblemCode, `session-${string}` | `disk-${string}` | `file-${string}`>;

const KINDS: readonly { readonly codes: RegExp; readonly code: SessionProblemCode }[] = [
  { codes: /^SQLITE_BUSY/, code: 'session-in-use' },
  { codes: /^SQLITE_NOTADB/, code: 'session-not-sqlite' },
  { codes: /^SQLITE_CORRUPT|^SQLITE_IOERR_SHORT_READ$/, code: 'session-damaged' },
  { codes: /^SQLITE_FULL$|^ENOSPC$|^EDQUOT$/, code: 'disk-full' },
  { codes: /^SQLITE_READONLY|^EROFS$/, code: 'disk-read-only' },
  {
    codes: /^SQLITE_IOERR_READ|^SQLITE_CANTOPEN|^SQLITE_PERM|^EISDIR$/,
    code: 'file-unreadable',
  },
  { codes: /^SQLITE_IOERR|^EACCES$|^EPERM$|^ENAMETOOLONG$|^EBUSY$/, code: 'file-unwritable' },
  { codes: /^ENOENT$|^ENOTDIR$/, code: 'session-missing' },
  { codes: /^EEXIST$/, code: 'session-exists' },
];

const TEXTS: Readonly<Record<SessionProblemCode, readonly [message: string, hint: string]>> = {
  'session-empty': ['{file} is empty.', 'It holds no session; delete it, or look for another copy of it.'],
  'session-not-sqlite': [
    '{file} is not a session file.',
    'Choose a file that Kubarium saved; its name ends in .kubarium.',
  ],
  'session-not-kubarium': ['{file} is a database of another program.', 'Choose a file that Kubarium saved.'],
  'session-newer': [
    '{file} was saved by a newer version of Kubarium (format {format}, this version reads up to {known}).',
    'Install the newer version to open it; the file was left as it is.',
  ],
  'session-engine': [
    '{file} was saved by a version of Kubarium whose cluster works differently (engine {engine}, this one is {known}).',
    'Look at its history with `kubarium replay`, or open it with the version that saved it; the file was left as it is.',
  ],
  'session-damaged': [
    '{file} is damaged and nothing of it can be read.',
    'Look for another copy of it; the file was left as it is.',
  ],
  'session-in-use': ['{file} is open already.', 'Close it where it is open, in another window or on a command line.'],
  'session-missing': ['There is no file {file}.', 'Look whether it was moved or deleted.'],
  'session-exists': ['There is a file {file} already.', 'Choose another name.'],
  'session-name-invalid': ['“{name}” cannot be the name of a session.', 'Use letters or digits.'],
  'disk-full': ['The disk is full: {file} could not be written.', 'Free some space; nothing that was saved is lost.'],
  'disk-read-only': [
    '{file} cannot be changed: the file or its folder is read-only.',
    'Copy it to a folder that can be written.',
  ],
  'file-unreadable': ['{file} cannot be opened.', 'Look whether it is a file and whether you may read it.'],
  'file-unwritable': [
    '{file} cannot be written.',
    'Look whether its folder is there and may be written to; nothing that was saved is lost.',
  ],
};

function filled(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
