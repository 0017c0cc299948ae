// Pods that wait in vain: twice, some time apart, there was a place for them. The scheduler must have heard of it.
import type { Fault } from './fault.ts';
import { placement } from './reference/placement.ts';
import type { World } from './world.ts';

export class Waiting {
  #before: ReadonlySet<string> | undefined;
  #faults: readonly Fault[] = [];

  /** Those that waited when it was looked last and do so still. */
  get faults(): readonly Fault[] {
    return this.#faults;
  }

  look(world: World): void {
    const waiting = placement(world).filter(({ rule }) => rule === 'waits');
    const before = this.#before;
    this.#faults = before ? waiting.filter(({ about }) => before.has(about)) : [];
    this.#before = new Set(waiting.map(({ about }) => about));
  }
}
