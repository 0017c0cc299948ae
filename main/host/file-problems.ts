// What goes wrong with files that a person names, as problems.
import { fail, type Outcome } from '../../preload/contract/problems.ts';

/** Runs `work`; an error of the file system becomes a problem that names `file`. */
export function withFile<T>(file: string, work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const known = KNOWN[code];
    if (!known) throw error;
    return fail(known.code, known.message, { where: file });
  }
}

const KNOWN: Readonly<Record<string, { readonly code: FileProblem; readonly message: string }>> = {
  ENOENT: { code: 'file-unreadable', message: 'there is no such file or folder.' },
  ENOTDIR: { code: 'file-unreadable', message: 'there is no such file or folder.' },
  EISDIR: { code: 'file-unreadable', message: 'this is a folder, not a file.' },
  EACCES: { code: 'file-unreadable', message: 'you may not read or write here.' },
  EPERM: { code: 'file-unreadable', message: 'you may not read or write here.' },
  EROFS: { code: 'disk-read-only', message: 'the disk is read-only.' },
  ENOSPC: { code: 'disk-full', message: 'the disk is full.' },
};

type FileProblem = 'file-unreadable' | 'disk-read-only' | 'disk-full';
