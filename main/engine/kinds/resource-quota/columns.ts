// Models printResourceQuota in pkg/printers/internalversion/printers.go (v1.35).
import type { ResourceQuota } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { sortedKeys } from '../label-text.ts';

export const resourceQuotaColumns: readonly Column<ResourceQuota>[] = [
  nameColumn,
  { name: 'Request', priority: 0, cell: (quota) => usageCell(quota, (name) => !isLimit(name)) },
  { name: 'Limit', priority: 0, cell: (quota) => usageCell(quota, isLimit) },
  ageColumn,
];

const isLimit = (name: string): boolean => name.startsWith('limits.');

/** `pods: 2/10, services: 0/5` for the resources that belong in the column. */
function usageCell({ status }: ResourceQuota, belongs: (name: string) => boolean): string {
  return sortedKeys(status?.hard)
    .filter(belongs)
    .map((name) => `${name}: ${status?.used?.[name] ?? '0'}/${status?.hard?.[name] ?? '0'}`)
    .join(', ');
}
