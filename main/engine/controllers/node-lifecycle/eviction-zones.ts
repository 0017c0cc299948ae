// Models pkg/controller/nodelifecycle's zones and rate limited queues (v1.35): how fast nodes of a zone may get the
// NoExecute taint. When most of a zone is silent it is more likely the network, and evictions slow down or stop.
import type { Node } from '../../api/generated/types.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { SECOND, type Micros, after } from '../../kernel/time.ts';
import { readyCondition } from './node-health.ts';

type ZoneState = 'initial' | 'normal' | 'partial-disruption' | 'full-disruption';
type Zone = {
  readonly state: ZoneState;
  /** Taints a second. */
  readonly rate: number;
  readonly nextAt: Micros;
  readonly waiting: readonly string[];
};
export type SavedEvictionZones = readonly (readonly [zone: string, state: Zone])[];

const RATE = 0.1;
const RATE_LARGE_CLUSTER = 0.01;
const LARGE_CLUSTER = 50;
const UNHEALTHY_SHARE = 0.55;

export function zoneOf({ metadata }: Node): string {
  const label = (name: string) => metadata?.labels?.[`topology.kubernetes.io/${name}`] ?? '';
  return `${label('region')}:${label('zone')}`;
}

export class EvictionZones {
  readonly #kernel: Kernel;
  readonly #zones: Map<string, Zone>;

  constructor(kernel: Kernel, saved?: SavedEvictionZones) {
    this.#kernel = kernel;
    this.#zones = new Map(saved);
  }

  /** Puts a node in the queue for the taint. */
  enqueue(node: Node): void {
    const zone = this.#zone(zoneOf(node));
    const name = node.metadata?.name ?? '';
    if (!zone.waiting.includes(name)) this.#set(zoneOf(node), { waiting: [...zone.waiting, name] });
  }

  remove(node: Node): void {
    const zone = this.#zone(zoneOf(node));
    const waiting = zone.waiting.filter((name) => name !== node.metadata?.name);
    if (waiting.length < zone.waiting.length) this.#set(zoneOf(node), { waiting });
  }

  /** Takes the nodes whose turn it is out of the queues. */
  takeDue(): readonly string[] {
    const { now } = this.#kernel;
    const due: string[] = [];
    for (const [name, { waiting, nextAt, rate }] of this.#zones) {
      const [first] = waiting;
      if (first === undefined || rate === 0 || nextAt > now) continue;
      due.push(first);
      this.#set(name, { waiting: waiting.slice(1), nextAt: after(now, SECOND / rate) });
    }
    return due;
  }

  /** How long until the next node's turn; undefined when none waits that may go. */
  untilDueUs(): number | undefined {
    const waits = [...this.#zones.values()]
      .filter(({ waiting, rate }) => waiting.length > 0 && rate > 0)
      .map(({ nextAt }) => Math.max(0, nextAt - this.#kernel.now));
    return waits.length > 0 ? Math.min(...waits) : undefined;
  }

  /** Judges the zones anew; answers what kind of change of the whole cluster this is. */
  review(nodes: readonly Node[]): 'all-silent' | 'recovered' | 'as-usual' {
    const wereAllSilent = [...this.#zones.values()].every(({ state }) => state === 'full-disruption');
    const states = judge(nodes);
    for (const name of [...this.#zones.keys()]) if (!states.has(name)) this.#zones.delete(name);
    const areAllSilent = [...states.values()].every(({ state }) => state === 'full-disruption');
    if (areAllSilent && wereAllSilent) return 'as-usual';
    for (const [name, { state, size }] of states) {
      if (areAllSilent) this.#set(name, { state, rate: 0 });
      else if (this.#zone(name).state !== state) this.#set(name, { state, rate: rateFor(state, size) });
    }
    if (areAllSilent) return 'all-silent';
    return wereAllSilent ? 'recovered' : 'as-usual';
  }

  save(): SavedEvictionZones {
    return [...this.#zones];
  }

  #zone(name: string): Zone {
    return this.#zones.get(name) ?? { state: 'initial', rate: RATE, nextAt: this.#kernel.now, waiting: [] };
  }

  #set(name: string, change: Partial<Zone>): void {
    this.#zones.set(name, { ...this.#zone(name), ...change });
  }
}

function rateFor(state: ZoneState, size: number): number {
  if (state !== 'partial-disruption') return RATE;
  return size > LARGE_CLUSTER ? RATE_LARGE_CLUSTER : 0;
}

function judge(nodes: readonly Node[]): Map<string, { readonly state: ZoneState; readonly size: number }> {
  const counts = new Map<string, { ready: number; silent: number }>();
  for (const node of nodes) {
    const count = counts.get(zoneOf(node)) ?? { ready: 0, silent: 0 };
    if (readyCondition(node)?.status === 'True') count.ready++;
    else count.silent++;
    counts.set(zoneOf(node), count);
  }
  return new Map(
    [...counts].map(([zone, { ready, silent }]) => [zone, { state: stateOf(ready, silent), size: ready + silent }]),
  );
}

function stateOf(ready: number, silent: number): ZoneState {
  if (ready === 0) return 'full-disruption';
  return silent > 2 && silent / (silent + ready) >= UNHEALTHY_SHARE ? 'partial-disruption' : 'normal';
}
