// The state of a cluster as it is printed at the end.
import type { KubeObject } from '../../preload/contract/objects.ts';
import { keyOf, type KindMap, type PrintContext, type ResourceName } from '../engine/api/resources.ts';
import { kinds, resourceNames } from '../engine/kinds/registry.ts';
import { tableLines } from '../shell/printing/table.ts';
import { printTables, type TablesOptions } from '../shell/printing/tables.ts';

export const REPORT_FORMATS = ['tables', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const TABLES: readonly { readonly resources: readonly ResourceName[]; readonly options?: TablesOptions }[] = [
  { resources: ['nodes'] },
  { resources: ['pods'], options: { wide: true } },
  { resources: ['replicationcontrollers', 'daemonsets', 'services', 'endpoints'] },
];
/** How many Events the tables end with. */
const EVENTS_SHOWN = 20;

export function report(context: PrintContext, format: ReportFormat): string {
  return format === 'json' ? jsonReport(context) : tablesReport(context);
}

function tablesReport(context: PrintContext): string {
  const tables = TABLES.map(({ resources, options }) => printTables(context, resources, options));
  const shown = tables.filter((table) => table !== '').join('\n');
  const events = eventLines(context);
  return events.length === 0 ? shown : `${shown}\n${events.map((line) => `${line}\n`).join('')}`;
}

function eventLines(context: PrintContext): string[] {
  const events = eventsInOrder(context).slice(-EVENTS_SHOWN);
  return events.length === 0 ? [] : tableLines(kinds.events, events, context, { withNamespace: true });
}

function jsonReport(context: PrintContext): string {
  const objects = resourceNames
    .filter((resource) => resource !== 'events')
    .flatMap((resource) => inOrder(context.list<ResourceName>(resource)));
  const state = { objects: inKeyOrder(objects), events: inKeyOrder(eventsInOrder(context)) };
  return `${JSON.stringify(state, undefined, 2)}\n`;
}

/** The oldest first. */
function eventsInOrder(context: PrintContext): KindMap['events'][] {
  return inOrder(context.list('events')).sort((a, b) => compare(lastSeen(a), lastSeen(b)));
}

const lastSeen = (event: KindMap['events']): string =>
  event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '';

function inOrder<T extends KubeObject>(objects: readonly T[]): T[] {
  return [...objects].sort((a, b) => compare(keyOf(a), keyOf(b)));
}

/** The same value with keys in alphabetical order at every level, as kubectl prints JSON. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, child]) => [key, inKeyOrder(child)]));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
