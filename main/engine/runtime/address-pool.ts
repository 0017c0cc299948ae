// Models the CNI plugin host-local: a machine gives its Pods the addresses of its range in turn, always the next one
// after the last that was given, and comes back to freed ones only after it has been round.

/** The Pod addresses of one machine: those of its range but the first two (network, bridge) and the last (broadcast). */
export class AddressPool {
  readonly #base: number;
  readonly #size: number;
  readonly #used: Set<string>;
  #last: number;

  /** `cidr` as in a Node's podCIDR; `last` is the offset of the address that was given last. */
  constructor(cidr: string, last = 1, used: Iterable<string> = []) {
    const [address = '', bits = '24'] = cidr.split('/');
    this.#base = toNumber(address);
    this.#size = 2 ** (32 - Number(bits));
    this.#last = last;
    this.#used = new Set(used);
  }

  get last(): number {
    return this.#last;
  }

  /** The next free address; undefined when all are in use. */
  take(): string | undefined {
    const places = this.#size - 3;
    for (let step = 0; step < places; step++) {
      this.#last = this.#last >= this.#size - 2 ? 2 : this.#last + 1;
      const address = toAddress(this.#base + this.#last);
      if (this.#used.has(address)) continue;
      this.#used.add(address);
      return address;
    }
    return undefined;
  }

  free(address: string): void {
    this.#used.delete(address);
  }
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toAddress(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}
