// Models pkg/controller/job/backoff_utils.go (v1.35): a Job's Pods are replaced ever more slowly the more of them fail one
// after another.
import type { KindMap } from '../../api/resources.ts';
import { MINUTE, type Micros, SECOND } from '../../kernel/time.ts';
import { failuresBefore, finishedAt } from './job-pods.ts';

type Pod = KindMap['pods'];
export type BackOff = {
  /** Since the last success. */
  readonly failures: number;
  readonly lastFailure: Micros;
};
export type SavedBackOffs = readonly (readonly [job: string, backOff: BackOff])[];

const FIRST_US = 10 * SECOND;
const LAST_US = 10 * MINUTE;
const none: BackOff = { failures: 0, lastFailure: 0 as Micros };

export class BackOffs {
  readonly #backOffs: Map<string, BackOff>;

  constructor(saved?: SavedBackOffs) {
    this.#backOffs = new Map(saved);
  }

  /** How things stand with these Pods, which have ended since the last time. */
  after(job: string, succeeded: readonly Pod[], failed: readonly Pod[]): BackOff {
    const before = succeeded.length > 0 ? none : (this.#backOffs.get(job) ?? none);
    const lastSuccess = Math.max(-1, ...succeeded.map(finishedAt));
    const failures = failed.map(finishedAt).filter((at) => at > lastSuccess);
    if (failures.length === 0) return before;
    return { failures: before.failures + failures.length, lastFailure: Math.max(...failures) as Micros };
  }

  note(job: string, backOff: BackOff): void {
    this.#backOffs.set(job, backOff);
  }

  forget(job: string): void {
    this.#backOffs.delete(job);
  }

  save(): SavedBackOffs {
    return [...this.#backOffs];
  }
}

/** How long from now until a Pod may be made again; 0 when it may be. */
export function remainingUs({ failures, lastFailure }: BackOff, now: Micros): number {
  if (failures === 0) return 0;
  const delayUs = Math.min(FIRST_US * 2 ** (failures - 1), LAST_US);
  return Math.max(0, lastFailure + delayUs - now);
}

/** The same for one index, whose last Pod failed. */
export function remainingForIndexUs(lastFailed: Pod | undefined, now: Micros): number {
  if (!lastFailed) return 0;
  return remainingUs({ failures: failuresBefore(lastFailed) + 1, lastFailure: finishedAt(lastFailed) }, now);
}
