// Models client-go's util/workqueue (v1.35): keys that wait to be reconciled, each once, with delays and a back-off
// that doubles with every failure. One worker takes them one after another.
import type { Kernel } from '../kernel/kernel.ts';
import { MILLISECOND, SECOND, type Micros, after } from '../kernel/time.ts';

export interface QueuedKey {
  readonly key: string;
  /** Sequence number of the record that queued it last. */
  readonly cause: number;
}

type Delayed = { readonly due: Micros; readonly entry: number };
export type SavedWorkQueue = {
  readonly ready: readonly (readonly [key: string, cause: number])[];
  readonly delayed: readonly (readonly [key: string, delayed: Delayed])[];
  readonly failures: readonly (readonly [key: string, count: number])[];
  readonly open: boolean;
  readonly summoned: boolean;
  readonly freeAt: Micros;
};

/** How long a key waits that has failed once, and at most. */
export interface BackOffLimits {
  readonly firstUs?: number;
  readonly lastUs?: number;
}

const BACKOFF_FIRST_US = 5 * MILLISECOND;
const BACKOFF_LAST_US = 1000 * SECOND;
/** What taking up one key costs at least. */
const TURN_US = 200;

export class WorkQueue {
  readonly #kernel: Kernel;
  readonly #actor: string;
  readonly #backOff: Required<BackOffLimits>;
  readonly name: string;
  readonly #ready: Map<string, number>;
  readonly #delayed: Map<string, Delayed>;
  readonly #failures: Map<string, number>;
  #open: boolean;
  /** Whether an agenda entry for the worker is waiting. */
  #summoned: boolean;
  #freeAt: Micros;

  /**
   * The owner, `actor`, must pass on its agenda entries `work` and `due`, whose payload begins with `name`.
   */
  constructor(kernel: Kernel, actor: string, name: string, saved?: SavedWorkQueue, backOff: BackOffLimits = {}) {
    this.#kernel = kernel;
    this.#backOff = { firstUs: BACKOFF_FIRST_US, lastUs: BACKOFF_LAST_US, ...backOff };
    this.#actor = actor;
    this.name = name;
    this.#ready = new Map(saved?.ready);
    this.#delayed = new Map(saved?.delayed);
    this.#failures = new Map(saved?.failures);
    this.#open = saved?.open ?? false;
    this.#summoned = saved?.summoned ?? false;
    this.#freeAt = saved?.freeAt ?? kernel.now;
  }

  /** Lets the worker begin; until then keys only gather. */
  open(): void {
    this.#open = true;
    this.#summon();
  }

  /** Queues a key on account of the present cause; one that waits already keeps its place. */
  add(key: string): void {
    this.#ready.set(key, this.#kernel.cause);
    this.#summon();
  }

  /** Queues a key after a while; of several waits for one key the shortest counts. */
  addAfter(key: string, delayUs: number): void {
    if (delayUs <= 0) {
      this.add(key);
      return;
    }
    const due = after(this.#kernel.now, delayUs);
    const waiting = this.#delayed.get(key);
    if (waiting && waiting.due <= due) return;
    if (waiting) this.#kernel.agenda.cancel(waiting.entry);
    const entry = this.#kernel.schedule(this.#actor, delayUs, 'due', [this.name, key]);
    this.#delayed.set(key, { due, entry });
  }

  /** Queues a key that failed, after its back-off. */
  addRateLimited(key: string): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.addAfter(key, Math.min(this.#backOff.firstUs * 2 ** failures, this.#backOff.lastUs));
  }

  /** Ends the back-off of a key. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** A wait is over. */
  ripen(key: string): void {
    this.#delayed.delete(key);
    this.add(key);
  }

  /** The worker's turn: the key that has waited longest. */
  take(): QueuedKey | undefined {
    this.#summoned = false;
    for (const [key, cause] of this.#ready) {
      this.#ready.delete(key);
      return { key, cause };
    }
    return undefined;
  }

  /** The worker is done with a key, which took `tookUs` longer than usual, and takes up the next. */
  finish(tookUs: number): void {
    this.#freeAt = after(this.#kernel.now, tookUs);
    this.#summon();
  }

  save(): SavedWorkQueue {
    return {
      ready: [...this.#ready],
      delayed: [...this.#delayed],
      failures: [...this.#failures],
      open: this.#open,
      summoned: this.#summoned,
      freeAt: this.#freeAt,
    };
  }

  #summon(): void {
    if (!this.#open || this.#summoned || this.#ready.size === 0) return;
    this.#summoned = true;
    this.#kernel.schedule(this.#actor, Math.max(0, this.#freeAt - this.#kernel.now) + TURN_US, 'work', [this.name]);
  }
}
