// Models printEndpointSlice in pkg/printers/internalversion/printers.go (v1.35).
import type { EndpointSlice } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, firstFew, nameColumn } from '../columns.ts';

export const endpointSliceColumns: readonly Column<EndpointSlice>[] = [
  nameColumn,
  { name: 'AddressType', priority: 0, cell: ({ addressType }) => addressType },
  { name: 'Ports', priority: 0, cell: ({ ports }) => firstFew((ports ?? []).map(portText)) || '<unset>' },
  { name: 'Endpoints', priority: 0, cell: endpointsCell },
  ageColumn,
];

function endpointsCell({ endpoints }: EndpointSlice): string {
  return firstFew((endpoints ?? []).flatMap(({ addresses }) => addresses)) || '<unset>';
}

const portText = ({ port }: { readonly port?: number | undefined }): string =>
  port === undefined ? '*' : String(port);
