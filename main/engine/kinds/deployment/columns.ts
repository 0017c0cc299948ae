// Models printDeployment in pkg/printers/internalversion/printers.go (v1.35).
import type { Deployment } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { formatSelector } from '../label-text.ts';
import { imagesCell, namesCell } from '../pod/template-cells.ts';

export const deploymentColumns: readonly Column<Deployment>[] = [
  nameColumn,
  { name: 'Ready', priority: 0, cell: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}` },
  { name: 'Up-to-date', priority: 0, cell: ({ status }) => String(status?.updatedReplicas ?? 0) },
  { name: 'Available', priority: 0, cell: ({ status }) => String(status?.availableReplicas ?? 0) },
  ageColumn,
  { name: 'Containers', priority: 1, cell: ({ spec }) => namesCell(spec?.template) },
  { name: 'Images', priority: 1, cell: ({ spec }) => imagesCell(spec?.template) },
  { name: 'Selector', priority: 1, cell: ({ spec }) => formatSelector(spec?.selector) },
];
