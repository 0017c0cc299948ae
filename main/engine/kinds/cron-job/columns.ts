// Models printCronJob in pkg/printers/internalversion/printers.go (v1.35).
import type { CronJob } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageOf } from '../ages.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { formatSelector } from '../label-text.ts';
import { imagesCell, namesCell } from '../pod/template-cells.ts';

export const cronJobColumns: readonly Column<CronJob>[] = [
  nameColumn,
  { name: 'Schedule', priority: 0, cell: ({ spec }) => spec.schedule },
  { name: 'Timezone', priority: 0, cell: ({ spec }) => spec.timeZone ?? '<none>' },
  { name: 'Suspend', priority: 0, cell: ({ spec }) => (spec.suspend ? 'True' : 'False') },
  { name: 'Active', priority: 0, cell: ({ status }) => String((status?.active ?? []).length) },
  {
    name: 'Last Schedule',
    priority: 0,
    cell: ({ status }, { now }) =>
      status?.lastScheduleTime === undefined ? '<none>' : ageOf(status.lastScheduleTime, now),
  },
  ageColumn,
  { name: 'Containers', priority: 1, cell: ({ spec }) => namesCell(spec.jobTemplate.spec?.template) },
  { name: 'Images', priority: 1, cell: ({ spec }) => imagesCell(spec.jobTemplate.spec?.template) },
  { name: 'Selector', priority: 1, cell: ({ spec }) => formatSelector(spec.jobTemplate.spec?.selector) },
];
