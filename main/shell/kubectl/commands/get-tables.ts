// Models the tables of staging/src/k8s.io/kubectl/pkg/cmd/get/get.go (v1.35).
import type { ApiTable } from '../../../../preload/contract/inputs.ts';
import { ageOf } from '../../../engine/kinds/ages.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import { ask, askList, scopeOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { PlainError, asFailure, isNotFound, throwAll } from '../errors/errors.ts';
import { TablePrinter, type TableOptions } from '../printers/table-printer.ts';
import { qualifiedName, qualifiedResource } from '../resources/mapper.ts';
import type { Query } from '../resources/selection.ts';
import { checkNamespace } from '../resources/visit.ts';
import { sortedForGet } from './get-sorted.ts';

interface Answered {
  readonly resource: DiscoveredResource;
  readonly table: ApiTable;
}

/** Tables of one resource that come one after the other are printed as one. */
interface TableGroup {
  readonly resource: DiscoveredResource;
  readonly tables: ApiTable[];
}

/** Prints what is asked for, a table for each resource. Throws what could not be had, after all else is printed. */
export async function printTables(context: CommandContext, wide: boolean, queries: readonly Query[]): Promise<number> {
  const { flags } = context;
  const answers: Answered[] = [];
  const errors: Error[] = [];
  for (const query of queries) {
    const asked = await askTable(context, query);
    if (!(asked instanceof Error)) answers.push(asked);
    else if (!(flags.bool('ignore-not-found') && isNotFound(asked))) errors.push(asked);
  }
  const groups = groupsOf(inOrder(context, answers));
  const severalKinds = new Set(groups.map(({ resource }) => qualifiedResource(resource))).size > 1;
  const texts = groups.map((group) => groupText(context, group, wide, severalKinds)).filter((text) => text !== '');
  context.out(texts.join(flags.bool('no-headers') ? '' : '\n'));
  if (texts.length === 0 && errors.length === 0 && !flags.bool('ignore-not-found')) sayNothingFound(context, groups);
  throwAll(errors);
  return 0;
}

/** Several tables are themselves what is sorted, by fields that tables have. */
function inOrder(context: CommandContext, answers: readonly Answered[]): readonly Answered[] {
  if (answers.length < 2) return answers;
  return sortedForGet(context, 'objects', answers, ({ table: { columns, rows } }) => ({
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: columns,
    rows,
  }));
}

async function askTable(context: CommandContext, query: Query): Promise<Answered | Error> {
  try {
    return { resource: resourceOf(query), table: (await tableOf(context, query)).table };
  } catch (caught) {
    return asFailure(caught);
  }
}

/** The resource that is meant. Throws the failure that stands in its place. */
export function resourceOf(query: Query): DiscoveredResource {
  if (query.type === 'failed') throw query.error;
  return query.type === 'document' ? query.item.resource : query.resource;
}

/** Asks for what is meant as a table; also where a watch would go on from. */
export async function tableOf(
  context: CommandContext,
  query: Query,
): Promise<{ readonly table: ApiTable; readonly revision: string }> {
  if (query.type === 'failed') throw query.error;
  if (query.type === 'list') {
    const { resource, namespace, labelSelector, fieldSelector } = query;
    const request = { verb: 'list', resource: resource.resource, labelSelector, fieldSelector, table: true } as const;
    const { table, revision = '' } = await askList(context, resource, {
      ...request,
      ...scopeOf(resource, namespace),
    });
    return { table: shownTable(context, table ?? NO_TABLE), revision };
  }
  const { resource, namespace, name } = query.type === 'document' ? query.item : query;
  const subresource = context.flags.text('subresource') || undefined;
  const request = { verb: 'get', resource: resource.resource, name, table: true, subresource } as const;
  try {
    const { table = NO_TABLE, object } = await ask(context, { ...request, ...scopeOf(resource, namespace) });
    const row = table.rows[0]?.object ?? object;
    return { table: shownTable(context, table), revision: row?.metadata?.resourceVersion ?? '' };
  } catch (caught) {
    if (isNotFound(caught)) await checkNamespace(context, namespace);
    throw caught;
  }
}

const NO_TABLE: ApiTable = { columns: [], rows: [] };

/** The server's table or, where that is not wanted, what kubectl itself can tell of any object: name and age. */
function shownTable({ flags, client }: CommandContext, table: ApiTable): ApiTable {
  if (flags.bool('server-print')) return table;
  return {
    columns: ['Name', 'Age'].map((name) => ({ name, priority: 0 })),
    rows: table.rows.map(({ object }) => {
      const { name = '', creationTimestamp } = object.metadata ?? {};
      return { cells: [name, ageOf(creationTimestamp, client.now)], object };
    }),
  };
}

function groupsOf(answers: readonly Answered[]): readonly TableGroup[] {
  const groups: TableGroup[] = [];
  for (const { resource, table } of answers) {
    const last = groups.at(-1);
    if (last && qualifiedResource(last.resource) === qualifiedResource(resource)) last.tables.push(table);
    else groups.push({ resource, tables: [table] });
  }
  return groups;
}

function groupText(
  context: CommandContext,
  { resource, tables }: TableGroup,
  wide: boolean,
  severalKinds: boolean,
): string {
  const rows = tables.flatMap((table) => sortedRows(context, table));
  const columns = tables.find((table) => table.rows.length > 0)?.columns ?? [];
  return new TablePrinter(tableOptions(context, resource, wide, severalKinds)).print({ columns, rows });
}

/** kubectl prints nothing of a table that it cannot sort, and does not say why. */
function sortedRows(context: CommandContext, { rows }: ApiTable): ApiTable['rows'] {
  if (rows.length < 2) return rows;
  try {
    return sortedForGet(context, 'rows', rows, ({ object }) => object);
  } catch (caught) {
    if (caught instanceof PlainError) return [];
    throw caught;
  }
}

/** How tables of a resource are printed; `severalKinds` when others are printed too. */
export function tableOptions(
  context: CommandContext,
  resource: DiscoveredResource,
  wide: boolean,
  severalKinds: boolean,
): TableOptions {
  const { flags } = context;
  const withKind = severalKinds || flags.bool('show-kind') ? qualifiedName(resource, '').slice(0, -1) : undefined;
  return {
    noHeaders: flags.bool('no-headers'),
    wide,
    withNamespace: flags.bool('all-namespaces') && resource.namespaced,
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
    withKind,
  };
}

function sayNothingFound(context: CommandContext, groups: readonly TableGroup[]): void {
  const inNamespace = !context.flags.bool('all-namespaces') && groups.every(({ resource }) => resource.namespaced);
  context.err(inNamespace ? `No resources found in ${context.namespace} namespace.\n` : 'No resources found\n');
}
