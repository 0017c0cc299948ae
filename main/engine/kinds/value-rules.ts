// Models apimachinery's pkg/util/validation/validation.go (v1.35): rules of values that several kinds share.
import type { FieldError } from '../api/status.ts';
import { invalid, invalidFor } from './faults.ts';

const ZERO = 0x30;
const CONFIG_KEY = '[-._a-zA-Z0-9]+';

export const protocols = ['SCTP', 'TCP', 'UDP'];

/** What is wrong with a port number; empty when nothing is. */
export function portNumberFaults(port: number): string[] {
  return port >= 1 && port <= 65_535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** What is wrong with the name of a port (an IANA service name); empty when nothing is. */
export function portNameFaults(name: string): string[] {
  const faults: string[] = [];
  if (name.length > 15) faults.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) faults.push('must contain at least one letter (a-z)');
  if (name.includes('--')) faults.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) faults.push('must not begin or end with a hyphen');
  return faults;
}

/** A port given by number or by name. */
export function validatePort(field: string, port: number | string | undefined): FieldError[] {
  const value = port ?? 0;
  return invalidFor(field, value, typeof value === 'number' ? portNumberFaults(value) : portNameFaults(value));
}

/** What is wrong with a key of a ConfigMap; empty when nothing is. */
export function configKeyFaults(key: string): string[] {
  const faults: string[] = [];
  if (key.length > 253) faults.push('must be no more than 253 characters');
  if (!new RegExp(`^${CONFIG_KEY}$`).test(key)) {
    faults.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  " +
        `or 'key-name', regex used for validation is '${CONFIG_KEY}')`,
    );
  }
  if (key === '.' || key === '..') faults.push(`must not be '${key}'`);
  else if (key.startsWith('..')) faults.push("must not start with '..'");
  return faults;
}

/** The octets of an IPv4 address as one number; undefined when the text is none. */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    const octet = octetOf(part);
    if (octet === undefined) return undefined;
    address = address * 256 + octet;
  }
  return address;
}

/** A number up to 255 in digits; without a pattern, because every status of a Pod has addresses. */
function octetOf(digits: string): number | undefined {
  if (digits === '' || (digits.length > 1 && digits.startsWith('0'))) return undefined;
  let octet = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    octet = octet * 10 + digit;
    if (octet > 255) return undefined;
  }
  return octet;
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Whether the text has the form of an IPv6 address; groups are not counted. */
export const looksLikeIpv6 = (text: string): boolean => /^[0-9a-fA-F:.]+$/.test(text) && text.includes(':');

/** An IP address of either family. */
export function validateIp(field: string, text: string): FieldError[] {
  if (parseIpv4(text) !== undefined || looksLikeIpv6(text)) return [];
  return [invalid(field, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
}

/** An address at which something can be reached: none of this machine alone, of no machine, or of many. */
export function validateOrdinaryIp(field: string, text: string): FieldError[] {
  const refuse = (why: string) => [invalid(field, text, why)];
  const address = parseIpv4(text);
  if (address === undefined) return looksLikeIpv6(text) ? [] : refuse('must be a valid IP address');
  if (address === 0) return refuse('may not be unspecified (0.0.0.0 or ::)');
  if (address >>> 24 === 127) return refuse('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (address >>> 16 === 0xa9fe) return refuse('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  if (address >>> 8 !== 0xe00000) return [];
  return refuse('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
}

/** The base (as a number; undefined for IPv6) and length of a range of addresses; undefined when the text is none. */
export function parseCidr(text: string): { readonly base: number | undefined; readonly bits: number } | undefined {
  const [, address = '', digits = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const base = parseIpv4(address);
  const bits = Number(digits);
  if (digits === '' || (base === undefined && !looksLikeIpv6(address))) return undefined;
  return bits > (base === undefined ? 128 : 32) ? undefined : { base, bits };
}
