// The requests of late, as the kernels of the machines that they passed would remember them: what `conntrack` and
// `tcpdump` show. Read from the records; nothing of the cluster depends on it.
import type { FinishedRequest } from '../../../preload/contract/requests.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { hashText } from '../../engine/kernel/random.ts';

export interface Passed extends FinishedRequest {
  /** When it ended, in microseconds. */
  readonly endedUs: number;
  /** The port from which it came. */
  readonly sourcePort: number;
  /** Whether its connection is kept open after it; commands close theirs when they end. */
  readonly stands: boolean;
}

const REQUESTS_MAX = 2_000;
const PORTS = { first: 32_768, count: 28_232 } as const;

export class TrafficBook {
  #passed: Passed[] = [];

  add(record: JournalRecord): void {
    if (record.type !== 'request-finished') return;
    const { client, sentUs, kept } = record;
    const connection = kept ? `${kept.sinceUs} ${kept.connection}` : String(sentUs);
    const sourcePort = PORTS.first + ((hashText(`${client} ${connection}`) >>> 0) % PORTS.count);
    const stands = kept !== undefined && record.outcome === 'answered' && !client.includes('@');
    this.#passed.push({ ...record, endedUs: record.t, sourcePort, stands });
    if (this.#passed.length > 2 * REQUESTS_MAX) this.#passed = this.#passed.slice(-REQUESTS_MAX);
  }

  /** Those that ended later than `sinceUs` and passed the machine, in the order in which they ended. */
  at(node: string, sinceUs: number): readonly Passed[] {
    return this.#passed.filter(
      ({ endedUs, hops }) => endedUs > sinceUs && hops.some((hop) => hop.at === 'node' && hop.id === node),
    );
  }
}
