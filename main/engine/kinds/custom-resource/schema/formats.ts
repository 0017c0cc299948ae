// Models the formats of apiextensions-apiserver's pkg/apiserver/validation/formats.go and kube-openapi's
// pkg/validation/strfmt (v1.35), without those of book and card numbers. Formats that are not known say nothing.
import { base64Fault, timeFault } from '../../../api/go-texts.ts';
import { labelFaults, subdomainFaults } from '../../../api/metadata.ts';
import { parseCidr, parseIpv4 } from '../../value-rules.ts';
import { illTyped, typesOf } from './types.ts';
import { type Result, faulty, fine } from './result.ts';
import type { Schema } from './schema.ts';

const HEX = '[0-9a-f]';
const uuid = (third: string, fourth: string) =>
  fits(new RegExp(`^${HEX}{8}-?${HEX}{4}-?${third}-?${fourth}-?${HEX}{12}$`, 'i'));

function fits(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

/** By name without dashes, as names are compared. */
const formats: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['byte', (text: string) => text !== '' && base64Fault(text) === undefined],
  ['cidr', (text: string) => parseCidr(text) !== undefined],
  ['date', (text: string) => timeFault(`${text}T00:00:00Z`) === undefined],
  ['datetime', (text: string) => timeFault(text.replace(/[ t]/, 'T').replace(/z$/, 'Z')) === undefined],
  ['duration', fits(/^([+-]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+|0|\d+\s*[a-z]+)$/i)],
  ['email', fits(/^(.*<)?[^\s@<>]+@[^\s@<>]+>?$/)],
  ['hexcolor', fits(/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i)],
  ['hostname', fits(/^(?=.{1,255}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i)],
  ['ipv4', (text: string) => parseIpv4(text) !== undefined],
  ['ipv6', isIpv6],
  ['k8slongname', (text: string) => subdomainFaults(text).length === 0],
  ['k8sshortname', (text: string) => labelFaults(text).length === 0],
  ['mac', fits(/^([0-9a-f]{2}([:-])([0-9a-f]{2}\2){4,6}[0-9a-f]{2}|([0-9a-f]{4}\.){2,3}[0-9a-f]{4})$/i)],
  ['password', () => true],
  ['rgbcolor', fits(/^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/)],
  ['uri', fits(/^([a-z][a-z0-9+.-]*:\S+|\/\S*)$/i)],
  ['uuid', uuid(`${HEX}{4}`, `${HEX}{4}`)],
  ['uuid3', uuid(`3${HEX}{3}`, `${HEX}{4}`)],
  ['uuid4', uuid(`4${HEX}{3}`, `[89ab]${HEX}{3}`)],
  ['uuid5', uuid(`5${HEX}{3}`, `[89ab]${HEX}{3}`)],
]);
const numberFormats: Readonly<Record<string, readonly string[]>> = {
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

/** Formats that are known and let everything pass. */
const overlooked = ['bsonobjectid', 'creditcard', 'isbn', 'isbn10', 'isbn13', 'ssn'];

/** Whether a format of texts is one that the API server knows. */
export const isFormat = (format: string): boolean => formats.has(plain(format)) || overlooked.includes(plain(format));

/** The format of a schema; undefined where it has none or none that its type can have. */
export function formatOf(schema: Schema): string | undefined {
  const { format } = schema;
  if (format === undefined || format === '') return undefined;
  const types = typesOf(schema);
  const [type = 'string'] = types.length === 1 ? types : [];
  const known = type === 'string' ? formats.has(plain(format)) : numberFormats[type]?.includes(format);
  return known ? format : undefined;
}

/** Whether a text is of a format; of those that are not known every text is. */
export const fitsFormat = (format: string, text: string): boolean => formats.get(plain(format))?.(text) ?? true;

export function checkFormat(format: string, text: string, path: string): Result {
  return fitsFormat(format, text) ? fine : faulty(illTyped(path, format, text));
}

const plain = (format: string): string => format.replaceAll('-', '');

/** Whether a text is an IPv6 address: eight groups, or fewer around one `::`; the last may be an IPv4 address. */
export function isIpv6(text: string): boolean {
  const halves = text
    .replace(/:(\d+\.\d+\.\d+\.\d+)$/, (tail, ipv4: string) => (parseIpv4(ipv4) === undefined ? tail : ':0:0'))
    .split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}
