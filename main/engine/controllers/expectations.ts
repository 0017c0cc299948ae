// Models ControllerExpectations in pkg/controller/controller_utils.go (v1.35): what a controller has ordered but not
// yet seen in its cache. While something is outstanding it orders nothing more, so that a stale cache does not make
// it create or delete twice.
import type { Kernel } from '../kernel/kernel.ts';
import { MINUTE, type Micros, after } from '../kernel/time.ts';

type Outstanding = {
  readonly creations: number;
  /** Keys of the Pods whose deletion has not been seen. */
  readonly deletions: readonly string[];
  readonly since: Micros;
};
export type SavedExpectations = readonly (readonly [key: string, outstanding: Outstanding])[];

/** A change that is not seen within this time was missed: better to order again than to wait for ever. */
const EXPIRY_US = 5 * MINUTE;

export class Expectations {
  readonly #kernel: Kernel;
  readonly #outstanding: Map<string, Outstanding>;

  constructor(kernel: Kernel, saved?: SavedExpectations) {
    this.#kernel = kernel;
    this.#outstanding = new Map(saved);
  }

  /** Whether everything ordered for `key` has been seen, or has been outstanding for too long. */
  satisfied(key: string): boolean {
    const outstanding = this.#outstanding.get(key);
    if (!outstanding) return true;
    if (outstanding.creations <= 0 && outstanding.deletions.length === 0) return true;
    return after(outstanding.since, EXPIRY_US) < this.#kernel.now;
  }

  expect(key: string, creations: number, deletions: readonly string[]): void {
    this.#outstanding.set(key, { creations, deletions, since: this.#kernel.now });
  }

  creationSeen(key: string, count = 1): void {
    const outstanding = this.#outstanding.get(key);
    if (!outstanding || outstanding.creations <= 0) return;
    this.#outstanding.set(key, { ...outstanding, creations: outstanding.creations - count });
  }

  deletionSeen(key: string, pod: string): void {
    const outstanding = this.#outstanding.get(key);
    if (!outstanding?.deletions.includes(pod)) return;
    this.#outstanding.set(key, { ...outstanding, deletions: outstanding.deletions.filter((item) => item !== pod) });
  }

  forget(key: string): void {
    this.#outstanding.delete(key);
  }

  save(): SavedExpectations {
    return [...this.#outstanding];
  }
}
