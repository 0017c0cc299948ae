// Models pkg/controller/nodeipam/ipam/cidrset/cidr_set.go (v1.35): a cluster's Pod addresses in ranges of a node each.
export type SavedPodRanges = {
  readonly taken: readonly (readonly [node: string, index: number])[];
  readonly next: number;
};

const NODE_MASK = 24;

/** Hands out the /24s of an IPv4 range in turn; a range given back is used again after all others. */
export class PodRanges {
  readonly #base: number;
  readonly #count: number;
  readonly #taken: Map<string, number>;
  #next: number;

  /** `cidr` is the cluster's range, at least a /24. */
  constructor(cidr: string, saved?: SavedPodRanges) {
    const [address = '', mask = ''] = cidr.split('/');
    this.#base = toNumber(address);
    this.#count = 2 ** Math.max(0, NODE_MASK - Number(mask));
    this.#taken = new Map(saved?.taken);
    this.#next = saved?.next ?? 0;
  }

  /** The node's range, as `10.244.1.0/24`; undefined when none is left. */
  allocate(node: string): string | undefined {
    const index = this.#taken.get(node) ?? this.#firstFree();
    if (index === undefined) return undefined;
    this.#taken.set(node, index);
    return this.#cidr(index);
  }

  /** Notes that a node has a range already; one outside the cluster's range is not ours to count. */
  occupy(node: string, cidr: string): void {
    const index = (toNumber(cidr.split('/')[0] ?? '') - this.#base) / 2 ** (32 - NODE_MASK);
    if (Number.isInteger(index) && index >= 0 && index < this.#count) this.#taken.set(node, index);
  }

  release(node: string): void {
    this.#taken.delete(node);
  }

  save(): SavedPodRanges {
    return { taken: [...this.#taken], next: this.#next };
  }

  #firstFree(): number | undefined {
    const taken = new Set(this.#taken.values());
    for (let step = 0; step < this.#count; step++) {
      const index = (this.#next + step) % this.#count;
      if (taken.has(index)) continue;
      this.#next = (index + 1) % this.#count;
      return index;
    }
    return undefined;
  }

  #cidr(index: number): string {
    const address = this.#base + index * 2 ** (32 - NODE_MASK);
    const bytes = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return `${bytes.join('.')}/${String(NODE_MASK)}`;
  }
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}
