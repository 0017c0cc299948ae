// Models printEndpoints in pkg/printers/internalversion/printers.go (v1.35).
import type { EndpointSubset, Endpoints } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, firstFew, nameColumn } from '../columns.ts';

export const endpointsColumns: readonly Column<Endpoints>[] = [
  nameColumn,
  { name: 'Endpoints', priority: 0, cell: endpointsCell },
  ageColumn,
];

function endpointsCell({ subsets = [] }: Endpoints): string {
  return subsets.length === 0 ? '<none>' : firstFew(subsets.flatMap(addressesOf));
}

/** `ip:port` for each port and ready address, or the addresses alone where there are no ports. */
function addressesOf({ addresses = [], ports = [] }: EndpointSubset): string[] {
  if (ports.length === 0) return addresses.map(({ ip }) => ip);
  return ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`));
}
