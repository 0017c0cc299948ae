// Models pkg/registry/core/service/ipallocator/ipallocator.go (v1.35): addresses of Services from the cluster's range.
import type { AdmissionContext } from '../../api/resources.ts';
import { formatIpv4, parseIpv4 } from '../value-rules.ts';

export type Allocated<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** How often chance decides before the range is searched from its beginning. */
const TRIES_MAX = 32;
/** The lower part of the range, at most this many addresses, is for Services that name their address. */
const RESERVED_MAX = 256;
const RESERVED_MIN = 16;

/** Takes `wanted`, or where it is empty any address that is free. */
export function allocateClusterIp(wanted: string, context: AdmissionContext): Allocated<string> {
  const range = rangeOf(context.settings.serviceCidr);
  const taken = addressesInUse(context);
  if (wanted !== '') return takeAddress(wanted, range, taken, context.settings.serviceCidr);
  const upper = range.first + reservedOf(range);
  for (let tries = 0; tries < TRIES_MAX && upper <= range.last; tries++) {
    const address = formatIpv4(context.random.int(upper, range.last));
    if (!taken.has(address)) return { ok: true, value: address };
  }
  const free = firstFree(upper, range.last, taken) ?? firstFree(range.first, upper - 1, taken);
  return free === undefined ? { ok: false, why: 'range is full' } : { ok: true, value: free };
}

interface Range {
  /** The first and last address that may be given out, as numbers. */
  readonly first: number;
  readonly last: number;
}

function rangeOf(cidr: string): Range {
  const [base = '', bits = ''] = cidr.split('/');
  const address = parseIpv4(base);
  if (address === undefined || !/^\d+$/.test(bits)) throw new Error(`settings: no range of addresses: ${cidr}`);
  const size = 2 ** (32 - Number(bits));
  const start = Math.floor(address / size) * size;
  return { first: start + 1, last: start + size - 2 };
}

function reservedOf({ first, last }: Range): number {
  const size = last - first + 1;
  return size < RESERVED_MIN ? 0 : Math.min(RESERVED_MAX, Math.max(RESERVED_MIN, Math.floor(size / RESERVED_MIN)));
}

function addressesInUse(context: AdmissionContext): Set<string> {
  const taken = new Set<string>();
  for (const { spec } of context.all('services')) for (const address of spec?.clusterIPs ?? []) taken.add(address);
  return taken;
}

function takeAddress(
  wanted: string,
  { first, last }: Range,
  taken: ReadonlySet<string>,
  cidr: string,
): Allocated<string> {
  const address = parseIpv4(wanted) ?? -1;
  if (address < first - 1 || address > last + 1) {
    return { ok: false, why: 'the provided network does not match the current range' };
  }
  if (address < first || address > last) {
    const why = `the provided IP (${wanted}) is not in the valid range. The range of valid IPs is ${cidr}`;
    return { ok: false, why };
  }
  return taken.has(wanted) ? { ok: false, why: 'provided IP is already allocated' } : { ok: true, value: wanted };
}

function firstFree(from: number, to: number, taken: ReadonlySet<string>): string | undefined {
  for (let address = from; address <= to; address++) {
    if (!taken.has(formatIpv4(address))) return formatIpv4(address);
  }
  return undefined;
}
