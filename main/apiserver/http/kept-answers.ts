// Answers that are large, and the same until other things are served: discovery, and what OpenAPI says.
import { Buffer } from 'node:buffer';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import type { Reply } from './reply.ts';

export class KeptAnswers {
  #served: readonly DiscoveredResource[] | undefined;
  readonly #replies = new Map<string, Reply>();

  /** The answer of that name about what is `served`; made if there is none yet. */
  about(served: readonly DiscoveredResource[], name: string, make: () => Reply): Reply {
    if (this.#served !== served) {
      this.#served = served;
      this.#replies.clear();
    }
    const kept = this.#replies.get(name);
    if (kept) return kept;
    const made = ready(make());
    this.#replies.set(name, made);
    return made;
  }
}

/** As it is sent. */
function ready(reply: Reply): Reply {
  if (Buffer.isBuffer(reply.body)) return reply;
  return { ...reply, body: Buffer.from(`${JSON.stringify(reply.body)}\n`) };
}
