// Models printPriorityClass in pkg/printers/internalversion/printers.go (v1.35).
import type { PriorityClass } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';

export const priorityClassColumns: readonly Column<PriorityClass>[] = [
  nameColumn,
  { name: 'Value', priority: 0, cell: ({ value }) => String(value) },
  { name: 'Global-Default', priority: 0, cell: ({ globalDefault = false }) => String(globalDefault) },
  ageColumn,
  { name: 'PreemptionPolicy', priority: 0, cell: ({ preemptionPolicy = '' }) => preemptionPolicy },
];
