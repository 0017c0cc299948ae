// The expressions of `tcpdump`, as far as hosts, networks, ports and protocols go: `tcp port 80 and (src host 10.0.0.1 or
// not dst net 10.100)`.
import { contains, parseCidr, parseIp } from '../../../../engine/network/cidr.ts';

/** A packet's header. */
export interface Header {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** `address.port`; of an echo the address alone. */
  readonly from: string;
  readonly to: string;
}

type Test = (header: Header) => boolean;

const SIDES = ['src', 'dst'];
const PROTOCOLS = ['tcp', 'udp', 'icmp'];
const KINDS = ['host', 'net', 'port', 'portrange'];

/** Whether a packet is wanted; undefined when the expression is none. */
export function packetFilter(expression: string): Test | undefined {
  const words = expression
    .replaceAll(/([()!])/g, ' $1 ')
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return () => true;
  const reader = { words: words.map((word) => ({ '&&': 'and', '||': 'or', '!': 'not' })[word] ?? word) };
  const test = anyOf(reader);
  return reader.words.length === 0 ? test : undefined;
}

/** What is still to be read. */
interface Reader {
  words: readonly string[];
}

function take(reader: Reader, ...wanted: readonly string[]): string | undefined {
  const [first] = reader.words;
  if (first === undefined || (wanted.length > 0 && !wanted.includes(first))) return undefined;
  reader.words = reader.words.slice(1);
  return first;
}

function anyOf(reader: Reader): Test | undefined {
  const tests = [allOf(reader)];
  while (take(reader, 'or') !== undefined) tests.push(allOf(reader));
  return tests.includes(undefined) ? undefined : (header) => tests.some((test) => test?.(header));
}

function allOf(reader: Reader): Test | undefined {
  const tests = [one(reader)];
  while (take(reader, 'and') !== undefined) tests.push(one(reader));
  return tests.includes(undefined) ? undefined : (header) => tests.every((test) => test?.(header));
}

function one(reader: Reader): Test | undefined {
  if (take(reader, 'not') !== undefined) {
    const test = one(reader);
    return test && ((header) => !test(header));
  }
  if (take(reader, '(') === undefined) return primitive(reader);
  const inner = anyOf(reader);
  return take(reader, ')') === undefined ? undefined : inner;
}

function primitive(reader: Reader): Test | undefined {
  if (take(reader, 'ip') !== undefined && isEnd(reader)) return () => true;
  const protocol = take(reader, ...PROTOCOLS);
  const isOfProtocol: Test = (header) => protocol === undefined || header.protocol === protocol;
  if (protocol !== undefined && isEnd(reader)) return isOfProtocol;
  const side = take(reader, ...SIDES);
  const kind = take(reader, ...KINDS) ?? 'host';
  const value = take(reader);
  const fits = value === undefined ? undefined : endTest(kind, value);
  if (!fits) return undefined;
  return (header) =>
    isOfProtocol(header) && ((side !== 'dst' && fits(header.from)) || (side !== 'src' && fits(header.to)));
}

const isEnd = ({ words }: Reader) => words[0] === undefined || ['and', 'or', ')'].includes(words[0]);

function endTest(kind: string, value: string): ((end: string) => boolean) | undefined {
  switch (kind) {
    case 'port':
      return /^\d+$/.test(value) ? (end) => portOf(end) === Number(value) : undefined;
    case 'portrange': {
      const [, low, high] = /^(\d+)-(\d+)$/.exec(value) ?? [];
      return low === undefined ? undefined : (end) => portOf(end) >= Number(low) && portOf(end) <= Number(high);
    }
    case 'net': {
      const missing = 4 - (value.split('/')[0] ?? '').split('.').length;
      const whole = value.includes('/') ? value : `${value}${'.0'.repeat(missing)}/${32 - 8 * missing}`;
      const range = parseCidr(whole);
      return range && ((end) => contains(range, parseIp(addressOf(end)) ?? 0));
    }
    default:
      return parseIp(value) === undefined ? undefined : (end) => addressOf(end) === value;
  }
}

const addressOf = (end: string) => end.split('.').slice(0, 4).join('.');
const portOf = (end: string) => Number(end.split('.')[4] ?? -1);
