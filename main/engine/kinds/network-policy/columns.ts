// Models printNetworkPolicy in pkg/printers/internalversion/printers.go (v1.35).
import type { NetworkPolicy } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { formatSelector } from '../label-text.ts';

export const networkPolicyColumns: readonly Column<NetworkPolicy>[] = [
  nameColumn,
  { name: 'Pod-Selector', priority: 0, cell: ({ spec }) => formatSelector(spec?.podSelector) },
  ageColumn,
];
