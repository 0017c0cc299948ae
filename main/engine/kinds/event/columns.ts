// Models printEvent in pkg/printers/internalversion/printers.go (v1.35).
import type { Event } from '../../api/generated/types.ts';
import type { Column, PrintContext } from '../../api/resources.ts';
import { ageOf } from '../ages.ts';

export const eventColumns: readonly Column<Event>[] = [
  { name: 'Last Seen', priority: 0, cell: lastSeenCell },
  { name: 'Type', priority: 0, cell: ({ type }) => type ?? '' },
  { name: 'Reason', priority: 0, cell: ({ reason }) => reason ?? '' },
  { name: 'Object', priority: 0, cell: objectCell },
  { name: 'Subobject', priority: 1, cell: ({ involvedObject }) => involvedObject.fieldPath ?? '' },
  { name: 'Source', priority: 1, cell: sourceCell },
  { name: 'Message', priority: 0, cell: ({ message }) => (message ?? '').trim() },
  { name: 'First Seen', priority: 1, cell: firstSeenCell },
  { name: 'Count', priority: 1, cell: ({ series, count }) => String(series?.count ?? (count || 1)) },
  { name: 'Name', priority: 1, cell: ({ metadata }) => metadata.name ?? '' },
];

function lastSeenCell(event: Event, context: PrintContext): string {
  const { series, lastTimestamp } = event;
  if (series) return ageOf(series.lastObservedTime, context.now);
  return lastTimestamp ? ageOf(lastTimestamp, context.now) : firstSeenCell(event, context);
}

function firstSeenCell({ firstTimestamp, eventTime }: Event, { now }: PrintContext): string {
  return ageOf(firstTimestamp ?? eventTime, now);
}

function objectCell({ involvedObject: { kind = '', name = '' } }: Event): string {
  return name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`;
}

function sourceCell({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source?.component || (reportingComponent ?? '');
  const instance = source?.host || (reportingInstance ?? '');
  return instance === '' ? component : `${component}, ${instance}`;
}
