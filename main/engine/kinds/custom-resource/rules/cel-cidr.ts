// Models apiserver's pkg/cel/cidr.go and pkg/cel/library/cidr.go (v1.35): ranges of IP addresses as values of rules.
import { AddressFault, CelIp, evaluated, isParsed } from './cel-ip.ts';

const PREFIX = 'network address parse error during conversion from string: ';

export class CelCidr {
  /** As it was written: not all of its bits need be those of the range. */
  readonly ip: CelIp;
  readonly bits: number;

  constructor(ip: CelIp, bits: number) {
    this.ip = ip;
    this.bits = bits;
  }

  static isOne(text: string): boolean {
    return isParsed(() => parse(text));
  }

  /** Throws EvaluationError when the text is no range. */
  static of(text: string): CelCidr {
    return evaluated(() => parse(text), PREFIX);
  }

  containsIp(ip: CelIp): boolean {
    return ip.isWithin(this.ip, this.bits);
  }

  containsCidr(other: CelCidr): boolean {
    return this.bits <= other.bits && this.containsIp(other.ip);
  }

  masked(): CelCidr {
    return new CelCidr(this.ip.masked(this.bits), this.bits);
  }

  toString(): string {
    return `${this.ip.toString()}/${String(this.bits)}`;
  }
}

function parse(text: string): CelCidr {
  const slash = text.lastIndexOf('/');
  if (slash < 0) throw refusedRange(text, "no '/'");
  const ip = CelIp.parse(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (!/^(0|[1-9]\d*)$/.test(digits)) throw refusedRange(text, `bad bits after slash: ${JSON.stringify(digits)}`);
  if (Number(digits) > ip.bitsMax) throw refusedRange(text, 'prefix length out of range');
  return new CelCidr(ip, Number(digits));
}

const refusedRange = (text: string, why: string): AddressFault =>
  new AddressFault(`${PREFIX}netip.ParsePrefix(${JSON.stringify(text)}): ${why}`);
