// Models client-go's util/flowcontrol/throttle.go (v1.35): a bucket of tokens, one a request, that fills at a steady pace.
// What a controller writes in one turn it writes at once, even more than it has tokens for; it goes on when they are paid.
import type { Kernel } from '../kernel/kernel.ts';
import { type Micros, SECOND, after } from '../kernel/time.ts';
import type { ClientLimits } from './client-limits.ts';

export class RequestBudget {
  readonly #kernel: Kernel;
  readonly #limits: () => ClientLimits;
  /** When the bucket is full again. */
  #fullAt: Micros;

  constructor(kernel: Kernel, limits: () => ClientLimits, fullAt: Micros = kernel.now) {
    this.#kernel = kernel;
    this.#limits = limits;
    this.#fullAt = fullAt;
  }

  /** Pays for requests and answers after how long, in microseconds, the next may be made. */
  spend(requests: number): number {
    const { requestsPerSecond, burst } = this.#limits();
    if (requestsPerSecond < 0) return 0;
    const { now } = this.#kernel;
    const tokenUs = SECOND / requestsPerSecond;
    this.#fullAt = after(this.#fullAt > now ? this.#fullAt : now, Math.round(requests * tokenUs));
    return Math.max(0, this.#fullAt - now - Math.round(burst * tokenUs));
  }

  save(): Micros {
    return this.#fullAt;
  }
}
