// The scheduler never gives out more of a node than there is.
import type { Pod } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { roomOf } from '../node-room.ts';
import { isOver } from '../pod-facts.ts';
import { nameOf, uidOf } from '../world.ts';
import type { Folded } from './folded.ts';
import type { InstantRule, ObjectRecord } from './rule.ts';

export class Allocations implements InstantRule {
  readonly #folded: Folded;
  /** Names of all nodes that there ever were: the scheduler may not have heard yet that one is gone. */
  readonly #known: Set<string | undefined>;
  /** Pods that are bound and not over, by UID: of those that are over there may be thousands. */
  readonly #bound = new Map<string, Pod>();

  constructor(folded: Folded) {
    this.#folded = folded;
    this.#known = new Set(folded.all('nodes').map(({ metadata }) => metadata?.name));
    for (const pod of folded.all('pods')) this.#place(pod);
  }

  note(record: ObjectRecord): readonly Fault[] {
    if (record.resource === 'nodes') this.#known.add(record.name);
    if (record.resource !== 'pods') return [];
    this.#place(record.object, record.type === 'object-deleted');
    if (record.type !== 'object-updated' || record.actor !== 'kube-scheduler') return [];
    const [before, pod] = [record.previous as Pod, record.object as Pod];
    const nodeName = pod.spec?.nodeName;
    if (nodeName === undefined || before.spec?.nodeName === nodeName) return [];
    const node = this.#folded.all('nodes').find(({ metadata }) => metadata?.name === nodeName);
    if (!node) return this.#known.has(nodeName) ? [] : [fault('bound-to-nothing', `${nameOf(pod)} to ${nodeName}`)];
    const room = roomOf(node, [...this.#bound.values()]);
    const lacking = Object.entries(room).filter(([, left]) => left < 0);
    return lacking.map(([what, left]) =>
      fault('allocatable', `${nodeName}: ${what} ${String(left)} with ${nameOf(pod)}`),
    );
  }

  #place(pod: Pod, isGone = false): void {
    if (isGone || isOver(pod) || pod.spec?.nodeName === undefined) this.#bound.delete(uidOf(pod));
    else this.#bound.set(uidOf(pod), pod);
  }
}
