// Models printStatefulSet in pkg/printers/internalversion/printers.go (v1.35).
import type { StatefulSet } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { imagesCell, namesCell } from '../pod/template-cells.ts';

export const statefulSetColumns: readonly Column<StatefulSet>[] = [
  nameColumn,
  { name: 'Ready', priority: 0, cell: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}` },
  ageColumn,
  { name: 'Containers', priority: 1, cell: ({ spec }) => namesCell(spec?.template) },
  { name: 'Images', priority: 1, cell: ({ spec }) => imagesCell(spec?.template) },
];
