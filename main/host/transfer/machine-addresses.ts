// Addresses of machines: those they had, as long as no two are the same and none lies in a range of the cluster's own.
import type { Preset } from '../../engine/preset.ts';

const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
/** Where new ones are taken from. */
const FREE = '10.0';

export class MachineAddresses {
  readonly #ranges: readonly string[];
  readonly #taken: Set<string>;
  #next = 10;

  constructor({ settings }: Preset, taken: readonly string[]) {
    this.#ranges = [settings.podCidr, settings.serviceCidr];
    this.#taken = new Set(taken);
  }

  /** `wanted` if that can be, or another one. */
  take(wanted: string | undefined): string {
    const address = wanted !== undefined && this.#isFree(wanted) ? wanted : this.#another();
    this.#taken.add(address);
    return address;
  }

  #another(): string {
    for (;;) {
      const number = this.#next++;
      const address = `${FREE}.${String(Math.floor(number / 250))}.${String((number % 250) + 1)}`;
      if (this.#isFree(address)) return address;
    }
  }

  #isFree(address: string): boolean {
    const value = numberOf(address);
    return value !== undefined && !this.#taken.has(address) && !this.#ranges.some((range) => contains(range, value));
  }
}

function numberOf(address: string): number | undefined {
  const octets = OCTETS.exec(address)?.slice(1).map(Number);
  if (!octets || octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((number, octet) => number * 256 + octet, 0);
}

/** Whether an address lies in a range like `10.100.0.0/16`. */
export function contains(range: string, address: number | string): boolean {
  const [base = '', length = '32'] = range.split('/');
  const [low, value] = [numberOf(base), typeof address === 'string' ? numberOf(address) : address];
  if (low === undefined || value === undefined) return false;
  const size = 2 ** (32 - Number(length));
  return Math.floor(low / size) === Math.floor(value / size);
}
