// Reasons that differ in nothing but an address are told as one, with all the addresses.
const ADDRESS = /\b\d+\.\d+\.\d+\.\d+\b/;
/** More are told by dots. */
const ADDRESSES_MAX = 4;

/** The same for reasons that may be told together. */
export const alikeKey = (reason: string): string => reason.replace(ADDRESS, '*');

/** `reasons` are alike; `said` says one of them, that of the first address, in somebody's language. */
export function saidOfAll(reasons: readonly string[], say: (reason: string) => string): string {
  const addresses = [...new Set(reasons.flatMap((reason) => ADDRESS.exec(reason)?.[0] ?? []))].sort(byLastNumber);
  const [first] = addresses;
  const [reason = ''] = reasons;
  if (first === undefined) return say(reason);
  return say(reason.replace(ADDRESS, first)).replace(first, listed(addresses));
}

/** The beginning that they share is said once: `10.100.1.2, .3, .4`. */
function listed(addresses: readonly string[]): string {
  const shown = addresses.slice(0, ADDRESSES_MAX).map((address, index) => {
    const before = addresses[index - 1];
    return before !== undefined && networkOf(before) === networkOf(address) ? lastOf(address) : address;
  });
  return [...shown, ...(addresses.length > ADDRESSES_MAX ? ['…'] : [])].join(', ');
}

const networkOf = (address: string): string => address.slice(0, address.lastIndexOf('.'));
const lastOf = (address: string): string => address.slice(address.lastIndexOf('.'));

function byLastNumber(a: string, b: string): number {
  const order = networkOf(a).localeCompare(networkOf(b));
  return order === 0 ? Number(lastOf(a).slice(1)) - Number(lastOf(b).slice(1)) : order;
}
