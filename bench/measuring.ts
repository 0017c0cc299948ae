// Ways to measure that several rows share.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many times a second `work` does what it does `count` times. */
export function perSecond(count: number, work: () => void): number {
  return (count / elapsedMs(work)) * 1_000;
}

export function elapsedMs(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** The value below which the given share (0 to 1) of `values` lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Hands a fresh folder to `work` and takes it away afterwards. */
export function inFreshFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kubarium-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
