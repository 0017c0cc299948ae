// Models the failedPodsBackoff of pkg/controller/daemon/daemon_controller.go (v1.35): a daemon that fails again and again
// on a node is replaced ever more slowly.
import type { Kernel } from '../../kernel/kernel.ts';
import { MINUTE, SECOND, type Micros, after } from '../../kernel/time.ts';

type Wait = { readonly delayUs: number; readonly since: Micros };
export type SavedFailedDaemons = readonly (readonly [key: string, wait: Wait])[];

const DELAY_FIRST_US = 1 * SECOND;
const DELAY_LAST_US = 15 * MINUTE;

export class FailedDaemons {
  readonly #kernel: Kernel;
  readonly #waits: Map<string, Wait>;

  constructor(kernel: Kernel, saved?: SavedFailedDaemons) {
    this.#kernel = kernel;
    this.#waits = new Map(saved);
  }

  /** How long a daemon that has failed has to stay; 0 when it may be replaced now, after which the wait doubles. */
  holdUs(key: string): number {
    const { now } = this.#kernel;
    this.#dropOld();
    const wait = this.#waits.get(key);
    if (wait && now < after(wait.since, wait.delayUs)) return wait.since + wait.delayUs - now;
    const delayUs = wait ? Math.min(2 * wait.delayUs, DELAY_LAST_US) : DELAY_FIRST_US;
    this.#waits.set(key, { delayUs, since: now });
    return 0;
  }

  save(): SavedFailedDaemons {
    return [...this.#waits];
  }

  #dropOld(): void {
    for (const [key, { since }] of this.#waits) {
      if (after(since, 2 * DELAY_LAST_US) < this.#kernel.now) this.#waits.delete(key);
    }
  }
}
