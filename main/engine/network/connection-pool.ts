// The connections that a client keeps open, so many to each place, and takes in turn. What its server closes is opened
// anew for the next request, through the rules as they are then.
import type { KeptConnection, StandingConnection } from '../../../preload/contract/requests.ts';
import { type Micros, SECOND } from '../kernel/time.ts';
import type { Network } from './network.ts';
import { isClosed } from './standing-connection.ts';

/** What nginx allows unless it is told otherwise: `keepalive_requests`, and `keepalive_timeout` of its images. */
const REQUESTS_MAX = 1_000;
const IDLE_MAX_US = 65 * SECOND;

/** One that waits for its next request. */
interface Idle {
  readonly kept: KeptConnection;
  readonly usedUs: Micros;
  readonly over: StandingConnection;
}

export type SavedConnectionPool = {
  readonly opened: number;
  readonly idle: readonly (readonly [place: string, idle: readonly Idle[]])[];
  readonly busy: readonly (readonly [place: string, count: number])[];
};

/** How a request is to be sent. */
export interface Taken {
  readonly kept: KeptConnection;
  /** Absent when the connection has to be opened first. */
  readonly over?: StandingConnection;
}

export class ConnectionPool {
  #opened: number;
  /** By place, the one that has waited longest first. */
  readonly #idle: Map<string, Idle[]>;
  readonly #busy: Map<string, number>;

  constructor(saved?: SavedConnectionPool) {
    this.#opened = saved?.opened ?? 0;
    this.#idle = new Map(saved?.idle.map(([place, idle]) => [place, [...idle]]));
    this.#busy = new Map(saved?.busy);
  }

  /** A connection to the place for one request; once `most` stand they take turns. */
  take(place: string, most: number, network: Network, now: Micros): Taken {
    const idle = this.#idle.get(place) ?? [];
    dropClosed(idle, network, now);
    const busy = this.#busy.get(place) ?? 0;
    this.#busy.set(place, busy + 1);
    const next = idle.length + busy < most ? undefined : idle.shift();
    if (next) return { kept: { ...next.kept, request: next.kept.request + 1 }, over: next.over };
    this.#opened += 1;
    return { kept: { connection: this.#opened, sinceUs: now, request: 1 } };
  }

  /** What was taken has done its work; `over` is absent when it stands no longer. */
  giveBack(place: string, most: number, kept: KeptConnection, over: StandingConnection | undefined, now: Micros): void {
    const busy = Math.max(0, (this.#busy.get(place) ?? 0) - 1);
    if (busy === 0) this.#busy.delete(place);
    else this.#busy.set(place, busy);
    const idle = this.#idle.get(place) ?? [];
    if (!over || kept.request >= REQUESTS_MAX || idle.length + busy >= most) return;
    idle.push({ kept, usedUs: now, over });
    this.#idle.set(place, idle);
  }

  /** Closes all that wait. */
  close(): void {
    this.#idle.clear();
  }

  save(): SavedConnectionPool {
    return { opened: this.#opened, idle: [...this.#idle], busy: [...this.#busy] };
  }
}

/** As far as the first that still stands: it is the next to be taken. */
function dropClosed(idle: Idle[], network: Network, now: Micros): void {
  const isGone = ({ usedUs, over }: Idle) => now - usedUs >= IDLE_MAX_US || isClosed(over, network);
  for (let first = idle[0]; first && isGone(first); first = idle[0]) idle.shift();
}
