// Models staging/src/k8s.io/kubectl/pkg/cmd/delete/delete.go (v1.35).
import type { Command, CommandContext } from '../command.ts';
import { asFailure, isNotFound, PlainError, throwAll } from '../errors/errors.ts';
import { allFlag, filenameFlags, selectionFlags, selectionOf } from '../flags/selection-flags.ts';
import { rawPath } from '../raw/path.ts';
import { deleteRaw } from '../raw/write.ts';
import { qualifiedName } from '../resources/mapper.ts';
import { type Item, visit } from '../resources/visit.ts';
import { deletionFlags, propagationOf } from '../writing/delete-flags.ts';
import { deleteItem, type Deletion } from '../writing/delete-item.ts';
import { deleteWait, type Going, waitUntilGone } from '../writing/wait-until-gone.ts';
import { dryRunFlag, dryRunOf } from '../writing/write-flags.ts';

export const deleteCommand: Command = {
  name: 'delete',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  usage: 'delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  flags: [
    allFlag,
    ...filenameFlags,
    ...selectionFlags,
    ...deletionFlags,
    dryRunFlag,
    { name: 'all-namespaces', shorthand: 'A', type: 'boolean', about: 'Delete across all namespaces.' },
    { name: 'ignore-not-found', type: 'boolean', about: 'Treat "resource not found" as a successful delete.' },
    { name: 'interactive', shorthand: 'i', type: 'boolean', about: 'Delete only when the user confirms.' },
    { name: 'now', type: 'boolean', about: 'Signal resources for immediate shutdown.' },
    { name: 'output', shorthand: 'o', type: 'string', about: 'Output mode. Use "-o name" for shorter output.' },
    { name: 'raw', type: 'string', about: 'Raw URI to DELETE to the server.' },
    { name: 'wait', type: 'boolean', default: true, about: 'Wait for resources to be gone before returning.' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags, out } = context;
  const deletion = deletionOf(context);
  if (flags.text('raw') !== '') return await deleteAtPath(context, deletion.gracePeriodSeconds);
  const selection = selectionOf(context, args);
  const { visits } = await visit(context, selection, { latest: false });
  validate(context, deletion.gracePeriodSeconds);
  if (
    flags.bool('interactive') &&
    !isConfirmed(
      context,
      visits.flatMap((one) => (one.ok ? [one.item] : [])),
    )
  )
    return 0;
  const going: Going[] = [];
  const errors: Error[] = [];
  let found = 0;
  for (const one of visits) {
    const outcome = one.ok ? await deleteOne(context, one.item, deletion) : one.error;
    if (one.ok) found++;
    if (!(outcome instanceof Error)) going.push(outcome);
    else if (!(ignoresNotFound(context) && isNotFound(outcome))) errors.push(outcome);
  }
  throwAll(errors);
  if (found === 0) out('No resources found\n');
  else if (flags.bool('wait') && dryRunOf(flags) === 'none') await waitUntilGone(context, going, deleteWait(context));
  return 0;
}

function ignoresNotFound({ flags }: CommandContext): boolean {
  if (flags.given('ignore-not-found')) return flags.bool('ignore-not-found');
  return flags.bool('all') || flags.text('selector') !== '' || flags.text('field-selector') !== '';
}

function deletionOf({ flags, err }: CommandContext): Deletion {
  const propagationPolicy = propagationOf(flags, err);
  const dryRun = dryRunOf(flags) === 'server' ? true : undefined;
  return { propagationPolicy, dryRun, gracePeriodSeconds: graceSeconds({ flags }) };
}

function graceSeconds({ flags }: Pick<CommandContext, 'flags'>): number {
  const asked = flags.int('grace-period');
  if (flags.bool('now') && asked !== -1) {
    throw new PlainError('--now and --grace-period cannot be specified together');
  }
  const seconds = flags.bool('now') ? 1 : asked;
  if (flags.bool('force')) return seconds < 0 ? 0 : seconds;
  return seconds === 0 ? 1 : seconds;
}

function validate({ flags, warn }: CommandContext, seconds: number): void {
  const output = flags.text('output');
  if (output !== '' && output !== 'name') {
    throw new PlainError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  }
  if (!flags.bool('force')) return;
  if (seconds > 0) throw new PlainError('--force and --grace-period greater than 0 cannot be specified together');
  warn(
    'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
  );
}

function isConfirmed({ out, stdin }: CommandContext, items: readonly Item[]): boolean {
  if (items.length === 0) {
    out('No resources found\n');
    return false;
  }
  const names = items.map(({ resource, name }) => `${qualifiedName(resource, name)}\n`).join('');
  out(`You are about to delete the following ${items.length} resource(s):\n${names}Do you want to continue? (y/N): `);
  const [answer = ''] = stdin().split('\n');
  if (answer.trim().toLowerCase() === 'y') return true;
  out('deletion is cancelled\n');
  return false;
}

async function deleteOne(context: CommandContext, item: Item, deletion: Deletion): Promise<Going | Error> {
  const { flags, namespaceGiven, warn } = context;
  if (namespaceGiven && !flags.bool('all-namespaces') && !item.resource.namespaced) {
    warn('deleting cluster-scoped resources, not scoped to the provided namespace');
  }
  try {
    return await deleteItem(context, item, deletion);
  } catch (caught) {
    return asFailure(caught);
  }
}

async function deleteAtPath(context: CommandContext, gracePeriodSeconds: number): Promise<number> {
  validate(context, gracePeriodSeconds);
  const { flags } = context;
  if (flags.bool('interactive')) throw new PlainError('--interactive can not be used with --raw');
  const files = flags.list('filename');
  return await deleteRaw(context, rawPath(flags, files), files[0]);
}
