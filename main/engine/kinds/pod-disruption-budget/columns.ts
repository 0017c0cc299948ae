// Models printPodDisruptionBudget in pkg/printers/internalversion/printers.go (v1.35).
import type { PodDisruptionBudget } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';

export const podDisruptionBudgetColumns: readonly Column<PodDisruptionBudget>[] = [
  nameColumn,
  { name: 'Min Available', priority: 0, cell: ({ spec }) => String(spec?.minAvailable ?? 'N/A') },
  { name: 'Max Unavailable', priority: 0, cell: ({ spec }) => String(spec?.maxUnavailable ?? 'N/A') },
  { name: 'Allowed Disruptions', priority: 0, cell: ({ status }) => String(status?.disruptionsAllowed ?? 0) },
  ageColumn,
];
