// Nothing is created beyond a quota that is in force.
import { type Fault, fault } from '../fault.ts';
import { countedOf, withinNamespace } from '../quota-counts.ts';
import { nameOf } from '../world.ts';
import type { Folded } from './folded.ts';
import type { InstantRule, ObjectRecord } from './rule.ts';

export class Quotas implements InstantRule {
  readonly #folded: Folded;

  constructor(folded: Folded) {
    this.#folded = folded;
  }

  note(record: ObjectRecord): readonly Fault[] {
    if (record.type !== 'object-created') return [];
    return this.#folded
      .all('resourcequotas')
      .filter(({ metadata, status }) => metadata?.namespace === record.namespace && status?.hard !== undefined)
      .flatMap((quota) => {
        const counted = countedOf(record.resource, withinNamespace(this.#folded, record.namespace));
        return counted.flatMap(([amount, used]) => {
          const hard = quota.status?.hard?.[amount];
          if (hard === undefined || used <= Number(hard)) return [];
          return [fault('quota', `${nameOf(quota)}: ${String(used)} ${amount} of ${hard}, with ${record.name}`)];
        });
      });
  }
}
