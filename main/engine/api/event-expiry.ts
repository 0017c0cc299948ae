// The API server's housekeeping: events live for an hour after they were last counted up (--event-ttl).
import type { Kernel } from '../kernel/kernel.ts';
import { MINUTE, after, toTimestamp } from '../kernel/time.ts';
import type { Event } from './generated/types.ts';
import type { ApiServer } from './server.ts';

const TTL_US = 60 * MINUTE;
// etcd ends leases one by one; looking once a minute is near enough and costs nothing.
const PERIOD_US = MINUTE;

export class EventExpiry {
  readonly id = 'kube-apiserver';
  readonly #kernel: Kernel;
  readonly #server: ApiServer;

  constructor(kernel: Kernel, server: ApiServer) {
    this.#kernel = kernel;
    this.#server = server;
  }

  start(): void {
    this.#kernel.schedule(this.id, PERIOD_US, 'expire-events');
  }

  handle(): void {
    // Timestamps are all of one form, so that they compare as texts do.
    const oldest = toTimestamp(after(this.#kernel.now, -TTL_US));
    const isExpired = ({ lastTimestamp, metadata }: Event): boolean =>
      (lastTimestamp ?? metadata.creationTimestamp ?? '') < oldest;
    for (const { metadata } of [...this.#server.store.all('events')].filter(isExpired)) {
      this.#server.delete('events', metadata.namespace ?? '', metadata.name ?? '', { actor: this.id });
    }
    this.start();
  }
}
