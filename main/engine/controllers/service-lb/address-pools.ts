// Addresses for load balancers: those of the preset, and those of MetalLB's IPAddressPools (metallb.io/v1beta1) where that
// kind is defined.
import * as v from 'valibot';
import type { ApiServer } from '../../api/server.ts';
import { byKey } from '../../api/order.ts';
import { formatIpv4, parseIpv4 } from '../../kinds/value-rules.ts';

export const POOLS: string = 'ipaddresspools.metallb.io';

/** Of one pool no more are looked at. */
const ADDRESSES_MAX = 4096;

const poolSchema = v.object({
  spec: v.object({ addresses: v.array(v.string()), autoAssign: v.optional(v.boolean(), true) }),
});

export interface PooledAddress {
  readonly ip: string;
  /** Whether it is given out to whoever does not ask for it by name. */
  readonly isForAnybody: boolean;
}

/** All addresses, those of the preset first and then pool by pool. */
export function pooledAddresses(server: ApiServer): readonly PooledAddress[] {
  const preset = (server.settings.loadBalancerIps ?? []).map((ip) => ({ ip, isForAnybody: true }));
  return [...preset, ...poolsOf(server).flatMap(addressesOf)];
}

function poolsOf(server: ApiServer) {
  const kind = server.kindOf(POOLS);
  return kind ? [...server.store.all(server.tableOf(kind))].sort(byKey) : [];
}

function addressesOf(pool: unknown): readonly PooledAddress[] {
  const read = v.safeParse(poolSchema, pool);
  if (!read.success) return [];
  const { addresses, autoAssign } = read.output.spec;
  return addresses.flatMap(rangeOf).map((ip) => ({ ip, isForAnybody: autoAssign }));
}

/** `10.0.0.240-10.0.0.250` or `10.0.0.240/28`; none where it is neither. */
function rangeOf(text: string): readonly string[] {
  const [first = '', last] = text.split('-').map((part) => part.trim());
  const [base = '', bits] = first.split('/');
  const from = parseIpv4(base);
  if (from === undefined) return [];
  const size = bits === undefined ? 1 : 2 ** (32 - Number(bits));
  const start = from - (from % size);
  const end = last === undefined ? start + size - 1 : (parseIpv4(last) ?? start - 1);
  const count = Math.min(ADDRESSES_MAX, Math.max(0, end - start + 1));
  return Array.from({ length: count }, (_, at) => formatIpv4(start + at));
}
