// Models printDaemonSet in pkg/printers/internalversion/printers.go (v1.35).
import type { DaemonSet } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { formatLabels, formatSelector } from '../label-text.ts';
import { imagesCell, namesCell } from '../pod/template-cells.ts';

export const daemonSetColumns: readonly Column<DaemonSet>[] = [
  nameColumn,
  { name: 'Desired', priority: 0, cell: ({ status }) => String(status?.desiredNumberScheduled ?? 0) },
  { name: 'Current', priority: 0, cell: ({ status }) => String(status?.currentNumberScheduled ?? 0) },
  { name: 'Ready', priority: 0, cell: ({ status }) => String(status?.numberReady ?? 0) },
  { name: 'Up-to-date', priority: 0, cell: ({ status }) => String(status?.updatedNumberScheduled ?? 0) },
  { name: 'Available', priority: 0, cell: ({ status }) => String(status?.numberAvailable ?? 0) },
  { name: 'Node Selector', priority: 0, cell: ({ spec }) => formatLabels(spec?.template.spec?.nodeSelector) },
  ageColumn,
  { name: 'Containers', priority: 1, cell: ({ spec }) => namesCell(spec?.template) },
  { name: 'Images', priority: 1, cell: ({ spec }) => imagesCell(spec?.template) },
  { name: 'Selector', priority: 1, cell: ({ spec }) => formatSelector(spec?.selector) },
];
