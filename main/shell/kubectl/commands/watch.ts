// Models the watch of staging/src/k8s.io/kubectl/pkg/cmd/get/get.go (v1.35): changes are asked for again and again, in
// virtual time, until the command is stopped.
import type { ApiChange, ApiTable } from '../../../../preload/contract/inputs.ts';
import { MILLISECOND } from '../../../engine/kernel/time.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import { ask, scopeOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { ConnectionRefused, PlainError } from '../errors/errors.ts';
import type { Printable } from '../printers/object-printer.ts';
import type { TablePrinter } from '../printers/table-printer.ts';

const POLL_US = 20 * MILLISECOND;

export interface WatchSince {
  readonly resource: DiscoveredResource;
  readonly namespace: string;
  /** Of one object only. */
  readonly name?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly revision: string;
}

export interface Batch {
  readonly changes: readonly ApiChange[];
  readonly table: ApiTable;
}

/** The changes since a revision as they come; ends when the command is stopped. Throws when the API server goes away. */
export async function* changesSince(
  context: CommandContext,
  { resource, namespace, revision, ...selected }: WatchSince,
  table: boolean,
): AsyncGenerator<Batch> {
  const { client, signal } = context;
  const request = { verb: 'watch', resource: resource.resource, ...selected, ...scopeOf(resource, namespace) } as const;
  for (let since = revision; !signal.aborted;) {
    const answer = await askWhileWatching(context, { ...request, since, table });
    since = answer.revision ?? since;
    const { changes = [] } = answer;
    if (changes.length > 0) yield { changes, table: answer.table ?? { columns: [], rows: [] } };
    await client.sleep(POLL_US, signal);
  }
}

async function askWhileWatching(context: CommandContext, request: Parameters<typeof ask>[1]): ReturnType<typeof ask> {
  try {
    return await ask(context, request);
  } catch (caught) {
    if (caught instanceof ConnectionRefused) throw new PlainError('watch closed before UntilWithoutRetry timeout');
    throw caught;
  }
}

/** The exit code of a command that was stopped. */
const INTERRUPTED = 130;

/** Prints the table as it is, then each change as a row below. */
export async function watchTable(
  context: CommandContext,
  printer: TablePrinter,
  table: ApiTable,
  since: WatchSince,
): Promise<number> {
  const { flags, out } = context;
  const withEvents = flags.bool('output-watch-events');
  const events = (types: readonly string[]) => (withEvents ? types : undefined);
  if (!flags.bool('watch-only')) out(printer.print(table, events(table.rows.map(() => 'ADDED'))));
  for await (const batch of changesSince(context, since, true)) {
    const { columns } = batch.table;
    // Each row is flushed alone, so that a later wider one does not move it.
    batch.table.rows.forEach((row, index) => {
      out(printer.print({ columns, rows: [row] }, events([batch.changes[index]?.type ?? ''])));
    });
  }
  return INTERRUPTED;
}

/** The same in another output format. */
export async function watchObjects(
  context: CommandContext,
  print: (object: Printable) => string,
  table: ApiTable,
  since: WatchSince,
): Promise<number> {
  const { flags, out } = context;
  const isWrapped = flags.bool('output-watch-events') && ['json', 'yaml'].includes(flags.text('output'));
  const show = ({ type, object }: ApiChange) => {
    out(print(isWrapped ? ({ type, object } as Printable) : object));
  };
  if (!flags.bool('watch-only'))
    table.rows.forEach(({ object }) => {
      show({ type: 'ADDED', object });
    });
  for await (const { changes } of changesSince(context, since, false)) changes.forEach(show);
  return INTERRUPTED;
}
