// The API server's housekeeping: events live for an hour after they were last counted up (--event-ttl).
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { MINUTE, fromTimestamp } from '../kernel/time.ts';
import type { ApiServer } from './server.ts';

const TTL_US = 60 * MINUTE;
// etcd ends leases one by one; looking once a minute is near enough and costs nothing.
const PERIOD_US = MINUTE;

export class EventExpiry implements Actor {
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
    const listed = this.#server.list('events');
    for (const event of listed.ok ? listed.items : []) {
      const last = fromTimestamp(event.lastTimestamp ?? event.metadata.creationTimestamp ?? '');
      if (last === undefined || this.#kernel.now - last <= TTL_US) continue;
      const { namespace = '', name = '' } = event.metadata;
      this.#server.delete('events', namespace, name, { actor: this.id });
    }
    this.start();
  }

  save(): Json {
    return null;
  }
}
