// Nothing is created beyond a quota that is in force, and no Service takes more node ports.
import { type Fault, fault } from '../fault.ts';
import { amountOf } from '../node-room.ts';
import { countedOf, nodePortsOf, withinNamespace } from '../quota-counts.ts';
import { nameOf } from '../world.ts';
import type { Folded } from './folded.ts';
import type { InstantRule, ObjectRecord } from './rule.ts';

export class Quotas implements InstantRule {
  readonly #folded: Folded;

  constructor(folded: Folded) {
    this.#folded = folded;
  }

  note(record: ObjectRecord): readonly Fault[] {
    const { namespace, resource, name, t } = record;
    const isCharged = chargesOf(record);
    if (!isCharged) return [];
    return this.#folded
      .all('resourcequotas')
      .filter(({ metadata, status }) => metadata?.namespace === namespace && status?.hard !== undefined)
      .flatMap((quota) => {
        const counted = countedOf(resource, withinNamespace(this.#folded, namespace), t);
        return counted.flatMap(([amount, used]) => {
          const hard = quota.status?.hard?.[amount];
          if (!isCharged(amount) || hard === undefined || used <= amountOf(hard)) return [];
          return [fault('quota', `${nameOf(quota)}: ${String(used)} ${amount} of ${hard}, with ${name}`)];
        });
      });
  }
}

/** A test for amounts of which a change takes more than before; undefined when there is none. */
function chargesOf(record: ObjectRecord): ((amount: string) => boolean) | undefined {
  if (record.type === 'object-created') return () => true;
  if (record.type !== 'object-updated' || record.resource !== 'services') return undefined;
  const isMore = nodePortsOf(record.object) > nodePortsOf(record.previous);
  return isMore ? (amount) => amount === 'services.nodeports' : undefined;
}
