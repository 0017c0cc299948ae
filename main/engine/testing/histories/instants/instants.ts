// What may never be, at no instant of a history: looked for whenever an object changes.
import type { ApiServer } from '../../../api/server.ts';
import type { JournalRecord } from '../../../kernel/journal.ts';
import type { Fault } from '../fault.ts';
import { Allocations } from './allocations.ts';
import { Folded } from './folded.ts';
import { PodAddresses } from './pod-addresses.ts';
import { Quotas } from './quotas.ts';
import type { InstantRule, ObjectRecord } from './rule.ts';
import { ServiceAddresses } from './service-addresses.ts';

const FAULTS_MAX = 20;

export class Instants {
  readonly faults: Fault[] = [];
  readonly #folded: Folded;
  readonly #rules: readonly InstantRule[];

  /** Begins with what the server has at present. */
  constructor(server: ApiServer) {
    this.#folded = new Folded(server);
    this.#rules = [
      new PodAddresses(server),
      new ServiceAddresses(server),
      new Quotas(this.#folded),
      new Allocations(this.#folded),
    ];
  }

  note(records: readonly JournalRecord[]): void {
    for (const record of records) {
      if (!isChange(record)) continue;
      this.#folded.note(record);
      if (this.faults.length >= FAULTS_MAX) continue;
      for (const rule of this.#rules) this.faults.push(...rule.note(record));
    }
  }

  /** What the records, folded, have that the server has not, and the other way round. */
  finish(server: ApiServer): readonly Fault[] {
    return this.#folded.compare(server);
  }
}

const isChange = (record: JournalRecord): record is ObjectRecord => record.type.startsWith('object-');
