// Models the beginning of a watch in staging/src/k8s.io/kubectl/pkg/cmd/get/get.go (v1.35).
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { objectPrinter } from '../printers/object-printer.ts';
import type { Output } from '../printers/output-format.ts';
import { TablePrinter } from '../printers/table-printer.ts';
import type { Query } from '../resources/selection.ts';
import { resourceOf, tableOf, tableOptions } from './get-tables.ts';
import { type WatchSince, watchObjects, watchTable } from './watch.ts';

const ONE_WATCH =
  'watch is only supported on individual resources and resource collections - more than 1 resource was found';

/** Prints what is asked for and its changes from then on. Throws PlainError when several things are asked for. */
export async function watchQueries(
  context: CommandContext,
  output: Output,
  queries: readonly Query[],
): Promise<number> {
  const [query, ...others] = queries;
  if (!query || others.length > 0) throw new PlainError(ONE_WATCH);
  const { table, revision } = await tableOf(context, query);
  const since = { ...placeOf(query), revision };
  if (output.format !== 'human') return await watchObjects(context, objectPrinter(context, output), table, since);
  const printer = new TablePrinter(tableOptions(context, since.resource, output.wide, false));
  return await watchTable(context, printer, table, since);
}

/** Where the changes are to be looked for. */
function placeOf(query: Query): Omit<WatchSince, 'revision'> {
  switch (query.type) {
    case 'list': {
      const { resource, namespace, labelSelector, fieldSelector } = query;
      return { resource, namespace, labelSelector, fieldSelector };
    }
    case 'named':
      return { resource: query.resource, namespace: query.namespace, name: query.name };
    case 'document':
      return { resource: query.item.resource, namespace: query.item.namespace, name: query.item.name };
    case 'failed':
      return { resource: resourceOf(query), namespace: '' };
  }
}
