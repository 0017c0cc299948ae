// Models printJob in pkg/printers/internalversion/printers.go (v1.35).
import type { Job } from '../../api/generated/types.ts';
import type { Column, PrintContext } from '../../api/resources.ts';
import { fromTimestamp } from '../../kernel/time.ts';
import { humanDuration } from '../ages.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { formatSelector } from '../label-text.ts';
import { imagesCell, namesCell } from '../pod/template-cells.ts';

export const jobColumns: readonly Column<Job>[] = [
  nameColumn,
  { name: 'Status', priority: 0, cell: statusCell },
  { name: 'Completions', priority: 0, cell: completionsCell },
  { name: 'Duration', priority: 0, cell: durationCell },
  ageColumn,
  { name: 'Containers', priority: 1, cell: ({ spec }) => namesCell(spec?.template) },
  { name: 'Images', priority: 1, cell: ({ spec }) => imagesCell(spec?.template) },
  { name: 'Selector', priority: 1, cell: ({ spec }) => formatSelector(spec?.selector) },
];

function statusCell({ metadata, status }: Job): string {
  const is = (type: string) =>
    (status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
  if (is('Complete')) return 'Complete';
  if (is('Failed')) return 'Failed';
  if (metadata?.deletionTimestamp !== undefined) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(is) ?? 'Running';
}

function completionsCell({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationCell({ status }: Job, { now }: PrintContext): string {
  const start = fromTimestamp(status?.startTime ?? '');
  if (start === undefined) return '';
  return humanDuration((fromTimestamp(status?.completionTime ?? '') ?? now) - start);
}
