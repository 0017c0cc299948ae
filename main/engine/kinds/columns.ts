// Models pkg/printers/internalversion/printers.go (v1.35): columns and lists that several kinds print alike.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Column } from '../api/resources.ts';
import { ageOf } from './ages.ts';

/** How many items of a list a table shows. */
const SHOWN_MAX = 3;

export const nameColumn: Column<KubeObject> = {
  name: 'Name',
  priority: 0,
  cell: ({ metadata }) => metadata?.name ?? '',
};

export const ageColumn: Column<KubeObject> = {
  name: 'Age',
  priority: 0,
  cell: ({ metadata }, { now }) => ageOf(metadata?.creationTimestamp, now),
};

/** What kinds without a table of their own print: the moment of creation. */
export const createdAtColumn: Column<KubeObject> = {
  name: 'Created At',
  priority: 0,
  cell: ({ metadata }) => metadata?.creationTimestamp ?? '<unknown>',
};

/** The first three items, and how many more there are: `a,b,c + 2 more...`. */
export function firstFew(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN_MAX).join(',');
  return items.length > SHOWN_MAX ? `${shown} + ${items.length - SHOWN_MAX} more...` : shown;
}
