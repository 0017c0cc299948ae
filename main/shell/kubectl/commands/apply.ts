// Models staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { applyClientSide, type Applied } from '../apply/client-side.ts';
import { editLastAppliedCommand } from '../apply/edit-last-applied.ts';
import { prune, prunedKinds, pruneFlags, validatePrune } from '../apply/prune.ts';
import { applyServerSide } from '../apply/server-side.ts';
import { setLastAppliedCommand } from '../apply/set-last-applied.ts';
import { viewLastAppliedCommand } from '../apply/view-last-applied.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, ErrorGroup, PlainError, throwAll, usageError } from '../errors/errors.ts';
import { filenameFlags, selectorFlag } from '../flags/selection-flags.ts';
import { inKeyOrder, jsonAsIs } from '../printers/json-text.ts';
import { listOf, objectPrinter, withoutManagedFields } from '../printers/object-printer.ts';
import { outputFlags, outputOf } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { manifestItems, requireFilename } from '../writing/manifest-items.ts';
import { deletionFlags } from '../writing/delete-flags.ts';
import { recordFlag, recorded } from '../writing/record.ts';
import { announcedDryRun, dryRunFlag, dryRunOf, fieldManagerFlag, validateFlag } from '../writing/write-flags.ts';

export const applyCommand: Command = {
  name: 'apply',
  short: 'Apply a configuration to a resource by file name or stdin',
  usage: 'apply (-f FILENAME | -k DIRECTORY)',
  flags: [
    ...filenameFlags,
    selectorFlag,
    ...deletionFlags,
    ...pruneFlags,
    ...outputFlags,
    dryRunFlag,
    validateFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    recordFlag,
    { name: 'all', type: 'boolean' },
    { name: 'force-conflicts', type: 'boolean' },
    { name: 'openapi-patch', type: 'boolean', default: true },
    {
      name: 'overwrite',
      type: 'boolean',
      default: true,
    },
    { name: 'server-side', type: 'boolean' },
    { name: 'subresource', type: 'string' },
    { name: 'wait', type: 'boolean' },
  ],
  subcommands: [editLastAppliedCommand, setLastAppliedCommand, viewLastAppliedCommand],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args } = context;
  if (args.length > 0) throw usageError('apply', `Unexpected args: [${args.join(' ')}]`);
  const dryRun = announcedDryRun(context);
  requireFilename(context);
  const kinds = context.flags.bool('prune') ? prunedKinds(context) : [];
  validate(context);
  const visits = manifestItems(context);
  const items = visits.flatMap((one) => (one.ok ? [one.item] : []));
  const errors = joined(visits.flatMap((one) => (one.ok ? [] : [one.error])));
  if (visits.length === 0) throw new PlainError('no objects passed to apply');
  const print = resultPrinter(context, dryRun);
  const applied: Applied[] = [];
  for (const item of items) {
    try {
      const done = await applyOne(context, item);
      applied.push(done);
      if (!printsObjects(context)) print(done.object, done.operation);
    } catch (caught) {
      errors.push(asFailure(caught));
    }
  }
  throwAll(errors);
  if (printsObjects(context)) printAll(context, applied);
  const objects = applied.map(({ object }) => object);
  if (context.flags.bool('prune')) await prune(context, kinds, objects, print);
  return 0;
}

function validate({ flags }: CommandContext): void {
  const isServerSide = flags.bool('server-side');
  const refuseIf = (isRefused: boolean, message: string) => {
    if (isRefused) throw new PlainError(message);
  };
  refuseIf(flags.bool('force-conflicts') && !isServerSide, '--force-conflicts only works with --server-side');
  refuseIf(
    dryRunOf(flags) === 'client' && isServerSide,
    "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
  );
  refuseIf(isServerSide && flags.bool('force'), '--force cannot be used with --server-side');
  refuseIf(dryRunOf(flags) === 'server' && flags.bool('force'), '--dry-run=server cannot be used with --force');
  refuseIf(flags.bool('all') && flags.text('selector') !== '', 'cannot set --all and --selector at the same time');
  validatePrune(flags);
  refuseIf(flags.text('subresource') !== '' && !isServerSide, '--subresource can only be specified for --server-side');
}

async function applyOne(context: CommandContext, read: ManifestItem): Promise<Applied> {
  const item = { ...read, object: recorded(context, read.object) };
  const generated = item.object.metadata?.generateName ?? '';
  if (item.name === '' && generated !== '') {
    throw new PlainError(`from ${generated}: cannot use generate name with apply`);
  }
  return context.flags.bool('server-side')
    ? await applyServerSide(context, item)
    : await applyClientSide(context, item);
}

/** Failures that stand in the files themselves count as one: they are found before anything is applied. */
function joined(errors: readonly Error[]): Error[] {
  return errors.length > 1 ? [new ErrorGroup(errors)] : [...errors];
}

const printsObjects = ({ flags }: CommandContext): boolean => !['', 'name'].includes(flags.text('output'));

function printAll(context: CommandContext, applied: readonly Applied[]): void {
  const output = outputOf(context.flags, false);
  if (output.format === 'human') return;
  const objects = applied.map(({ object }) => object);
  const [only] = objects;
  const print = objectPrinter(context, output);
  if (objects.length === 1 && only) context.out(print(only));
  else if (output.format === 'json') context.out(listText(context, objects));
  else context.out(print({ ...listOf(objects), metadata: {} }));
}

/** kubectl makes the list itself, what is in it comes from the API. */
function listText({ flags }: CommandContext, objects: readonly KubeObject[]): string {
  const items = objects.map((object) => (flags.bool('show-managed-fields') ? object : withoutManagedFields(object)));
  const list = { kind: 'List', apiVersion: 'v1', metadata: {}, items: items.map(inKeyOrder) };
  return `${jsonAsIs(list, '    ')}\n`;
}
