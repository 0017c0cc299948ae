// Models printReplicaSet in pkg/printers/internalversion/printers.go (v1.35).
import type { ReplicaSet } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { formatSelector } from '../label-text.ts';
import { imagesCell, namesCell } from '../pod/template-cells.ts';

export const replicaSetColumns: readonly Column<ReplicaSet>[] = [
  nameColumn,
  { name: 'Desired', priority: 0, cell: ({ spec }) => String(spec?.replicas ?? 0) },
  { name: 'Current', priority: 0, cell: ({ status }) => String(status?.replicas ?? 0) },
  { name: 'Ready', priority: 0, cell: ({ status }) => String(status?.readyReplicas ?? 0) },
  ageColumn,
  { name: 'Containers', priority: 1, cell: ({ spec }) => namesCell(spec?.template) },
  { name: 'Images', priority: 1, cell: ({ spec }) => imagesCell(spec?.template) },
  { name: 'Selector', priority: 1, cell: ({ spec }) => formatSelector(spec?.selector) },
];
