// What becomes of packets between machines: each machine has a cable to the network that all share, and between two
// machines there may be something besides. A pulled cable loses every packet.
import type { LinkState } from '../../../preload/contract/inputs.ts';

/** What is out of order: a machine's cable, or with `peer` the way between two machines. */
export type SavedLinks = readonly (readonly [node: string, peer: string, link: LinkState])[];

export const GOOD_LINK: LinkState = { up: true, delayUs: 0, loss: 0 };
const NO_PEER = '';

export class Links {
  /** Only what is out of order, by both ends; a cable's other end is called `NO_PEER`. */
  readonly #links = new Map<string, { readonly ends: readonly [string, string]; readonly link: LinkState }>();

  /** Whether nothing is out of order. */
  get areGood(): boolean {
    return this.#links.size === 0;
  }

  /** A machine's cable or, with `peer`, what is set for the way between the two besides their cables. */
  get(node: string, peer = NO_PEER): LinkState {
    return this.areGood ? GOOD_LINK : (this.#links.get(keyOf(node, peer))?.link ?? GOOD_LINK);
  }

  set(node: string, peer: string | undefined, link: LinkState): void {
    const ends = [node, peer ?? NO_PEER] as const;
    const key = keyOf(...ends);
    if (link.up && link.delayUs === 0 && link.loss === 0) this.#links.delete(key);
    else this.#links.set(key, { ends, link });
  }

  /** All that a packet meets from one machine to another. */
  between(a: string, b: string): LinkState {
    return this.areGood ? GOOD_LINK : inSeries([this.get(a), this.get(a, b), this.get(b)]);
  }

  save(): SavedLinks {
    return [...this.#links.values()].map(({ ends: [node, peer], link }) => [node, peer, link]);
  }

  restore(saved: SavedLinks): void {
    for (const [node, peer, link] of saved) this.set(node, peer, link);
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
