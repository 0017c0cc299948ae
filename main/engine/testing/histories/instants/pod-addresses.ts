// No two Pods have one address.
import type { Pod } from '../../../api/generated/types.ts';
import type { ApiServer } from '../../../api/server.ts';
import { type Fault, fault } from '../fault.ts';
import { isOver } from '../pod-facts.ts';
import { isGoing, nameOf, uidOf } from '../world.ts';
import { Holders } from './holders.ts';
import type { InstantRule, ObjectRecord } from './rule.ts';

export class PodAddresses implements InstantRule {
  readonly #holders = new Holders();
  readonly #names = new Map<string, string>();

  constructor(server: ApiServer) {
    for (const pod of server.store.all('pods')) this.#holders.hold(uidOf(pod), addressesOf(pod));
  }

  note(record: ObjectRecord): readonly Fault[] {
    if (record.resource !== 'pods') return [];
    const pod = record.object as Pod;
    this.#names.set(uidOf(pod), nameOf(pod));
    const addresses = record.type === 'object-deleted' ? [] : addressesOf(pod);
    const clashes = this.#holders.hold(uidOf(pod), addresses);
    return clashes.map(([ip, other]) =>
      fault('one-ip', `${nameOf(pod)} and ${this.#names.get(other) ?? other}: ${ip}`),
    );
  }
}

/** Pods of the host's network share its address; those that are over or going may have given theirs back. */
function addressesOf(pod: Pod): readonly string[] {
  const ip = pod.status?.podIP ?? '';
  return ip === '' || pod.spec?.hostNetwork || isOver(pod) || isGoing(pod) ? [] : [ip];
}
