// Disks that are full or must not be written. A small disk is mounted over a folder, which is for the superuser, and in
// some containers not even for them. A folder is made read-only by its permissions, which do not stop the superuser: for
// them it is mounted read-only.
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const chunksBytes = [1 << 20, 1 << 12, 1];
const isSuperuser = process.getuid?.() === 0;

/** Why there can be no small disk here; undefined where there can. */
export function whyNoSmallDisk(): string | undefined {
  if (process.platform !== 'linux' || !isSuperuser) return 'only the superuser of a Linux may mount a small disk';
  const folder = mkdtempSync(join(tmpdir(), 'kubarium-disk-'));
  try {
    mountTmpfs(folder, chunksBytes[0]);
    unmount(folder);
    return undefined;
  } catch {
    return 'this system does not let the superuser mount a small disk';
  } finally {
    rmdirSync(folder);
  }
}

/** Why no folder can be made read-only here; undefined where one can. */
export function whyNoReadOnly(): string | undefined {
  if (process.platform === 'win32') return 'permissions of Windows are others';
  return isSuperuser ? whyNoSmallDisk() : undefined;
}

/** A disk of so many bytes over a folder, which is made if it is not there. */
export class SmallDisk {
  readonly #folder: string;
  readonly #ballast: string;

  constructor(folder: string, sizeBytes: number) {
    mkdirSync(folder, { recursive: true });
    mountTmpfs(folder, sizeBytes);
    this.#folder = folder;
    this.#ballast = join(folder, 'ballast');
  }

  /** Leaves not a byte free. */
  fill(): void {
    for (const bytes of chunksBytes) while (this.#take(bytes));
  }

  makeRoom(): void {
    rmSync(this.#ballast, { force: true });
  }

  remove(): void {
    unmount(this.#folder);
  }

  #take(bytes: number): boolean {
    try {
      appendFileSync(this.#ballast, new Uint8Array(bytes));
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
      throw error;
    }
  }
}

/** From now on nothing in `folder` can be changed; nobody may have a file there open for writing. Answers the way back. */
export function makeReadOnly(folder: string): () => void {
  if (!isSuperuser) {
    chmodSync(folder, 0o555);
    return () => {
      chmodSync(folder, 0o755);
    };
  }
  mount('--bind', folder, folder);
  mount('-o', 'remount,bind,ro', folder);
  return () => {
    unmount(folder);
  };
}

function mountTmpfs(folder: string, sizeBytes = 0): void {
  mount('-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder);
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' });
}

/** At once for everybody, and for whoever has a file open there once they close it. */
function unmount(folder: string): void {
  execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' });
}
