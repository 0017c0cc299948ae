// Models staging/src/k8s.io/kubectl/pkg/cmd/delete/delete.go (v1.35).
import type { Command, CommandContext } from '../command.ts';
import { isNotFound, PlainError, throwAll } from '../errors/errors.ts';
import { allFlag, filenameFlags, selectionFlags, selectionOf } from '../flags/selection-flags.ts';
import { rawPath } from '../raw/path.ts';
import { deleteRaw } from '../raw/write.ts';
import { qualifiedName } from '../resources/mapper.ts';
import { type Item, sortVisits, visit } from '../resources/visit.ts';
import { deletionFlags, propagationOf } from '../writing/delete-flags.ts';
import { deleteItem, type Deletion } from '../writing/delete-item.ts';
import { forEachItem } from '../writing/each-item.ts';
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
    { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
    { name: 'ignore-not-found', type: 'boolean' },
    { name: 'interactive', shorthand: 'i', type: 'boolean' },
    { name: 'now', type: 'boolean' },
    { name: 'output', shorthand: 'o', type: 'string' },
    { name: 'raw', type: 'string' },
    { name: 'wait', type: 'boolean', default: true },
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
  const { items } = sortVisits(visits);
  if (flags.bool('interactive') && !isConfirmed(context, items)) return 0;
  const going: Going[] = [];
  const errors = await forEachItem(visits, async (item) => {
    going.push(await deleteOne(context, item, deletion));
  });
  throwAll(errors.filter((error) => !(ignoresNotFound(context) && isNotFound(error))));
  if (items.length === 0) out('No resources found\n');
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

async function deleteOne(context: CommandContext, item: Item, deletion: Deletion): Promise<Going> {
  const { flags, namespaceGiven, warn } = context;
  if (namespaceGiven && !flags.bool('all-namespaces') && !item.resource.namespaced) {
    warn('deleting cluster-scoped resources, not scoped to the provided namespace');
  }
  return await deleteItem(context, item, deletion);
}

async function deleteAtPath(context: CommandContext, gracePeriodSeconds: number): Promise<number> {
  validate(context, gracePeriodSeconds);
  const { flags } = context;
  if (flags.bool('interactive')) throw new PlainError('--interactive can not be used with --raw');
  const files = flags.list('filename');
  return await deleteRaw(context, rawPath(flags, files), files[0]);
}
