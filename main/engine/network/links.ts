// What becomes of packets between machines: each machine has a cable to the network that all share, and between two
// machines there may be something besides. A pulled cable loses every packet.
import type { LinkState } from '../../../preload/contract/inputs.ts';

/** What is out of order: a machine's cable, or with `peer` the way between two machines; and the record that told of it. */
export type SavedLinks = readonly (readonly [node: string, peer: string, link: LinkState, seq: number])[];

export const GOOD_LINK: LinkState = { up: true, delayUs: 0, loss: 0 };
const NO_PEER = '';

/** A link that is out of order. */
interface Fault {
  readonly ends: readonly [string, string];
  readonly link: LinkState;
  readonly seq: number;
}

export class Links {
  /** By both ends; a cable's other end is called `NO_PEER`. */
  readonly #links = new Map<string, Fault>();

  /** Whether nothing is out of order. */
  get areGood(): boolean {
    return this.#links.size === 0;
  }

  /** A machine's cable or, with `peer`, what is set for the way between the two besides their cables. */
  get(node: string, peer = NO_PEER): LinkState {
    return this.areGood ? GOOD_LINK : (this.#links.get(keyOf(node, peer))?.link ?? GOOD_LINK);
  }

  /** `seq` is the record that tells of it. */
  set(node: string, peer: string | undefined, link: LinkState, seq: number): void {
    const ends = [node, peer ?? NO_PEER] as const;
    const key = keyOf(...ends);
    if (link.up && link.delayUs === 0 && link.loss === 0) this.#links.delete(key);
    else this.#links.set(key, { ends, link, seq });
  }

  /** All that a packet meets from one machine, or with undefined from outside, to another. */
  between(from: string | undefined, to: string): LinkState {
    if (this.areGood) return GOOD_LINK;
    return from === undefined ? this.get(to) : inSeries([this.get(from), this.get(from, to), this.get(to)]);
  }

  /** What is out of order on that way. */
  onWay(from: string | undefined, to: string): readonly Fault[] {
    const keys = [keyOf(to, NO_PEER), ...(from === undefined ? [] : [keyOf(from, NO_PEER), keyOf(from, to)])];
    return keys.flatMap((key) => this.#links.get(key) ?? []);
  }

  /** The record of the worst of these faults; undefined without any. */
  causeOf(faults: readonly Fault[]): number | undefined {
    const lost = ({ link }: Fault) => (link.up ? link.loss : 1);
    const [worst] = [...faults].sort((a, b) => lost(b) - lost(a));
    return worst?.seq;
  }

  save(): SavedLinks {
    return [...this.#links.values()].map(({ ends: [node, peer], link, seq }) => [node, peer, link, seq]);
  }

  restore(saved: SavedLinks): void {
    for (const [node, peer, link, seq] of saved) this.set(node, peer, link, seq);
  }
}

/** What packets meet that pass one after the other. */
export function inSeries(links: readonly LinkState[]): LinkState {
  return links.reduce((sum, { up, delayUs, loss }) => ({
    up: sum.up && up,
    delayUs: sum.delayUs + delayUs,
    loss: 1 - (1 - sum.loss) * (1 - loss),
  }));
}

/** The same from either end. */
const keyOf = (node: string, peer: string) => (node < peer ? `${node} ${peer}` : `${peer} ${node}`);
