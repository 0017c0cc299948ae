// Models printHorizontalPodAutoscaler in pkg/printers/internalversion/printers.go (v1.35).
import type { V2HorizontalPodAutoscaler } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { targetsCell } from './targets.ts';

export const horizontalPodAutoscalerColumns: readonly Column<V2HorizontalPodAutoscaler>[] = [
  nameColumn,
  {
    name: 'Reference',
    priority: 0,
    cell: ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
  },
  { name: 'Targets', priority: 0, cell: ({ spec, status }) => targetsCell(spec.metrics, status?.currentMetrics) },
  { name: 'MinPods', priority: 0, cell: ({ spec }) => String(spec.minReplicas ?? '<unset>') },
  { name: 'MaxPods', priority: 0, cell: ({ spec }) => String(spec.maxReplicas) },
  { name: 'Replicas', priority: 0, cell: ({ status }) => String(status?.currentReplicas ?? 0) },
  ageColumn,
];
