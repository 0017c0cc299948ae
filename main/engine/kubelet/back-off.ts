// Models client-go's util/flowcontrol/backoff.go (v1.35) with the kubelet's 10 s doubling up to 300 s.
import { type Micros, SECOND } from '../kernel/time.ts';

interface Entry {
  readonly delayUs: number;
  readonly updatedAt: Micros;
}
export type SavedBackOff = readonly (readonly [key: string, entry: Entry])[];

const FIRST_US = 10 * SECOND;
const LAST_US = 300 * SECOND;

export class BackOff {
  readonly #entries: Map<string, Entry>;

  constructor(saved?: SavedBackOff) {
    this.#entries = new Map(saved);
  }

  /** The present delay of a key; 0 when there is none. */
  delayUs(key: string): number {
    return this.#entries.get(key)?.delayUs ?? 0;
  }

  /** How long until `key` may be tried again when it failed at `event`; 0 when it may be now. */
  restUs(key: string, event: Micros, now: Micros): number {
    const entry = this.#entries.get(key);
    if (!entry || isExpired(entry, event)) return 0;
    return Math.max(0, entry.delayUs - (now - event));
  }

  /** The same, counted from when the delay was last raised. */
  restSinceUpdateUs(key: string, now: Micros): number {
    const entry = this.#entries.get(key);
    return entry ? this.restUs(key, entry.updatedAt, now) : 0;
  }

  /** Raises the delay for what is tried again after it failed at `event`. */
  raise(key: string, event: Micros, now: Micros): void {
    const entry = this.#entries.get(key);
    const delayUs = !entry || isExpired(entry, event) ? FIRST_US : Math.min(entry.delayUs * 2, LAST_US);
    this.#entries.set(key, { delayUs, updatedAt: now });
  }

  /** Forgets every key that begins with `prefix`. */
  forget(prefix: string): void {
    for (const key of [...this.#entries.keys()]) if (key.startsWith(prefix)) this.#entries.delete(key);
  }

  save(): SavedBackOff {
    return [...this.#entries];
  }
}

/** A key that has been quiet for twice the longest delay begins anew. */
function isExpired(entry: Entry, event: Micros): boolean {
  return event - entry.updatedAt > 2 * LAST_US;
}
