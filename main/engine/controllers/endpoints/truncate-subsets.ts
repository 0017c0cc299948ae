// Models truncateEndpoints in pkg/controller/endpoint/endpoints_controller.go (v1.35): an Endpoints object names at most
// 1000 addresses, ready ones first, shared out among its subsets in proportion.
import type { EndpointAddress, EndpointSubset } from '../../api/generated/types.ts';

const ADDRESSES_MAX = 1000;

export function truncateSubsets(subsets: readonly EndpointSubset[]): {
  readonly subsets: readonly EndpointSubset[];
  readonly truncated: boolean;
} {
  const ready = total(subsets.map(({ addresses }) => addresses));
  const notReady = total(subsets.map(({ notReadyAddresses }) => notReadyAddresses));
  if (ready + notReady <= ADDRESSES_MAX) return { subsets, truncated: false };
  if (ready > ADDRESSES_MAX) return { subsets: keepReady(subsets, ready), truncated: true };
  return { subsets: keepNotReady(subsets, notReady, ADDRESSES_MAX - ready), truncated: true };
}

function keepReady(subsets: readonly EndpointSubset[], ready: number): EndpointSubset[] {
  const take = shares(ready, ADDRESSES_MAX);
  return subsets.map(({ addresses = [], notReadyAddresses: _, ...subset }) => ({
    ...subset,
    addresses: addresses.slice(0, take(addresses)),
  }));
}

function keepNotReady(subsets: readonly EndpointSubset[], notReady: number, room: number): EndpointSubset[] {
  const take = shares(notReady, room);
  return subsets.map(({ notReadyAddresses = [], ...subset }) => ({
    ...subset,
    notReadyAddresses: notReadyAddresses.slice(0, take(notReadyAddresses)),
  }));
}

/** How many of each list in turn may stay: its share of `room`, rounded up while room is left. */
function shares(all: number, room: number): (list: readonly EndpointAddress[]) => number {
  let left = room;
  return (list) => {
    const share = Math.min(left, Math.ceil((list.length / all) * room));
    left -= share;
    return share;
  };
}

const total = (lists: readonly (readonly EndpointAddress[] | undefined)[]): number =>
  lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
