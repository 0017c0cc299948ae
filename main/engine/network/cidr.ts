// IPv4 addresses and ranges. Addresses are numbers from 0 to 2^32 - 1 so that a rule compares them in one step.

export interface Cidr {
  /** The first address; bits outside the mask are 0. */
  readonly base: number;
  readonly mask: number;
  /** Length of the prefix, 0 to 32. */
  readonly bits: number;
}

const DOT = 46;
const ZERO = 48;

/** The address as a number; undefined when `text` is no dotted IPv4 address. Read by hand: every packet needs it. */
export function parseIp(text: string): number | undefined {
  let [address, byte, digits, dots] = [0, 0, 0, 0];
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? DOT : text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0 || byte > 255) return undefined;
      address = address * 256 + byte;
      [byte, digits] = [0, 0];
      dots += 1;
    } else {
      if (code < ZERO || code > ZERO + 9 || digits === 3) return undefined;
      byte = byte * 10 + code - ZERO;
      digits += 1;
    }
  }
  return dots === 4 ? address : undefined;
}

export function formatIp(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** The range that `text` (`10.100.0.0/16`, or an address for itself alone) names; undefined when it names none. */
export function parseCidr(text: string): Cidr | undefined {
  const [ip = '', prefix = '32', ...rest] = text.trim().split('/');
  const address = parseIp(ip);
  if (address === undefined || rest.length > 0 || !/^\d{1,2}$/.test(prefix) || Number(prefix) > 32) return undefined;
  return rangeAround(address, Number(prefix));
}

/** The range of the single address `address`. */
export function hostRange(address: number): Cidr {
  return rangeAround(address, 32);
}

export function formatCidr(cidr: Cidr): string {
  return `${formatIp(cidr.base)}/${cidr.bits}`;
}

export function contains(cidr: Cidr, address: number): boolean {
  return (address & cidr.mask) >>> 0 === cidr.base;
}

/** Whether the address is one of 127.0.0.0/8, by which every machine means itself. */
export function isLoopback(address: number): boolean {
  return address >>> 24 === 127;
}

/** Address number `n` of the range, counted from 0; undefined when the range has fewer. */
export function nthAddress(cidr: Cidr, n: number): number | undefined {
  return n >= 0 && n < 2 ** (32 - cidr.bits) ? cidr.base + n : undefined;
}

/** The ranges that lie in no other of them, each once, by their first addresses: together they hold the same addresses. */
export function outermost(ranges: readonly Cidr[]): readonly Cidr[] {
  const sorted = [...ranges].sort((a, b) => a.base - b.base || a.bits - b.bits);
  return sorted.filter((range, at) => !sorted.slice(0, at).some((before) => contains(before, range.base)));
}

/** The range of this length of prefix in which the address is. */
export function rangeAround(address: number, bits: number): Cidr {
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return { base: (address & mask) >>> 0, mask, bits };
}
