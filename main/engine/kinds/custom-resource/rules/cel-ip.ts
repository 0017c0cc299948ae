// Models apiserver's pkg/cel/ip.go and pkg/cel/library/ip.go (v1.35): IP addresses as values of rules, read as Go's net/netip
// reads them.
import { EvaluationError } from '@marcbachmann/cel-js';
import { isIpv6 } from '../schema/formats.ts';

type Family = 4 | 6;

/** What is wrong with a text that is no address, in Go's words. */
export class AddressFault extends Error {}

export class CelIp {
  readonly family: Family;
  readonly address: bigint;

  constructor(family: Family, address: bigint) {
    this.family = family;
    this.address = address;
  }

  /** Throws AddressFault when the text is no address, or one with a zone. */
  static parse(text: string): CelIp {
    const kind = /[.:%]/.exec(text)?.[0];
    if (kind === '.') return new CelIp(4, ipv4(text));
    if (kind !== ':') throw refusedAddress(text, kind ? 'missing IPv6 address' : 'unable to parse IP');
    if (text.includes('%')) throw new AddressFault(`IP address ${JSON.stringify(text)} with zone value is not allowed`);
    if (!isIpv6(text)) throw refusedAddress(text, 'unable to parse IP');
    const found = new CelIp(6, ipv6(text));
    if (!found.#isMapped()) return found;
    throw new AddressFault(`IPv4-mapped IPv6 address ${JSON.stringify(text)} is not allowed`);
  }

  static isOne(text: string): boolean {
    return isParsed(() => CelIp.parse(text));
  }

  /** Throws EvaluationError when the text is no address. */
  static of(text: string): CelIp {
    return evaluated(() => CelIp.parse(text));
  }

  /** In its canonical form. */
  toString(): string {
    if (this.family === 4) return groupsOf(this.address, 4, 8n).join('.');
    const groups = groupsOf(this.address, 8, 16n).map((group) => group.toString(16));
    const zeros = longestZeros(groups);
    if (zeros.length < 2) return groups.join(':');
    return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`;
  }

  isUnspecified(): boolean {
    return this.address === 0n;
  }

  isLoopback(): boolean {
    return this.family === 4 ? this.isWithin('127.0.0.0', 8) : this.address === 1n;
  }

  isLinkLocalMulticast(): boolean {
    if (this.family === 4) return this.isWithin('224.0.0.0', 24);
    return ((this.address >> 112n) & 0xff0fn) === 0xff02n;
  }

  isLinkLocalUnicast(): boolean {
    return this.family === 4 ? this.isWithin('169.254.0.0', 16) : this.isWithin('fe80::', 10);
  }

  isGlobalUnicast(): boolean {
    const isMulticast = this.family === 4 ? this.isWithin('224.0.0.0', 4) : this.isWithin('ff00::', 8);
    const isBroadcast = this.family === 4 && this.address === 0xffffffffn;
    return !this.isUnspecified() && !isBroadcast && !this.isLoopback() && !isMulticast && !this.isLinkLocalUnicast();
  }

  /** Whether the first `bits` are those of another address of this family. */
  isWithin(base: string | CelIp, bits: number): boolean {
    const other = typeof base === 'string' ? CelIp.parse(base) : base;
    return other.family === this.family && other.masked(bits).address === this.masked(bits).address;
  }

  /** With all but the first `bits` set to 0. */
  masked(bits: number): CelIp {
    const rest = BigInt(this.bitsMax - bits);
    return new CelIp(this.family, (this.address >> rest) << rest);
  }

  get bitsMax(): number {
    return this.family === 4 ? 32 : 128;
  }

  #isMapped(): boolean {
    return this.address >> 32n === 0xffffn;
  }
}

/** Runs `read`; what it says of a text becomes the failure of the rule. */
export function evaluated<T>(read: () => T, prefix = ''): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AddressFault) throw new EvaluationError(`${prefix}${error.message}`);
    throw error;
  }
}

export function isParsed(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof AddressFault) return false;
    throw error;
  }
}

/** `at` is where in the text reading ended. */
function refusedAddress(text: string, why: string, at = ''): AddressFault {
  return new AddressFault(
    `IP Address ${JSON.stringify(text)} parse error during conversion from string: ${addressFault(text, why, at)}`,
  );
}

const addressFault = (text: string, why: string, at: string): string =>
  `ParseAddr(${JSON.stringify(text)}): ${why}${at === '' ? '' : ` (at ${JSON.stringify(at)})`}`;

function ipv4(text: string): bigint {
  const fields = text.split('.');
  let start = 0;
  for (const [index, field] of fields.entries()) {
    const strange = /[^0-9]/.exec(field);
    if (strange) throw refusedAddress(text, 'unexpected character', text.slice(start + strange.index));
    if (field === '')
      throw refusedAddress(
        text,
        'IPv4 field must have at least one digit',
        text.slice(Math.max(start - (index === fields.length - 1 ? 1 : 0), 0)),
      );
    if (/^0\d/.test(field)) throw refusedAddress(text, 'IPv4 field has octet with leading zero');
    if (Number(field) > 255) throw refusedAddress(text, 'IPv4 field has value >255');
    start += field.length + 1;
  }
  if (fields.length !== 4) throw refusedAddress(text, `IPv4 address too ${fields.length < 4 ? 'short' : 'long'}`);
  return fields.reduce((sum, field) => (sum << 8n) | BigInt(field), 0n);
}

/** The number of a text that is an IPv6 address. */
function ipv6(text: string): bigint {
  const tail = /\d+\.\d+\.\d+\.\d+$/.exec(text)?.[0];
  const end = tail === undefined ? '' : hexOf(ipv4(tail));
  const [before = '', after] = `${text.slice(0, text.length - (tail?.length ?? 0))}${end}`.split('::');
  const [first, last] = [before, after ?? ''].map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], rest = []] = [first, last];
  const zeros = Array.from({ length: 8 - head.length - rest.length }, () => '0');
  return [...head, ...zeros, ...rest].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

const hexOf = (address: bigint): string =>
  [address >> 16n, address & 0xffffn].map((half) => half.toString(16)).join(':');

function groupsOf(address: bigint, count: number, bits: bigint): readonly bigint[] {
  const mask = (1n << bits) - 1n;
  return Array.from({ length: count }, (_, index) => (address >> (bits * BigInt(count - 1 - index))) & mask);
}

function longestZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    const end = groups.findIndex((group, index) => index >= start && group !== '0');
    const length = (end === -1 ? groups.length : end) - start;
    if (length > best.length) best = { start, length };
  }
  return best;
}
