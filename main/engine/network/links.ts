// The cables: each machine has one to the network that all share. A pulled cable loses every packet.
export interface Link {
  readonly up: boolean;
  /** Microseconds that every packet through this cable takes in addition. */
  readonly delayUs: number;
}

export type SavedLinks = readonly (readonly [machine: string, link: Link])[];

const GOOD: Link = { up: true, delayUs: 0 };

export class Links {
  /** Only what is out of order. */
  readonly #links = new Map<string, Link>();

  get(machine: string): Link {
    return this.#links.get(machine) ?? GOOD;
  }

  set(machine: string, link: Link): void {
    if (link.up && link.delayUs === 0) this.#links.delete(machine);
    else this.#links.set(machine, link);
  }

  save(): SavedLinks {
    return [...this.#links];
  }

  restore(saved: SavedLinks): void {
    for (const [machine, link] of saved) this.#links.set(machine, link);
  }
}
