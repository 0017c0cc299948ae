// Models staging/src/k8s.io/kubectl/pkg/cmd/diff/diff.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { toYaml } from '../../printing/yaml.ts';
import { warnIfDeleting } from '../apply/client-side.ts';
import type { Command, CommandContext } from '../command.ts';
import { compareFolders, type ComparedFile } from '../diff/compare-folders.ts';
import { maskedVersions } from '../diff/masked-secret.ts';
import { mergedObject } from '../diff/merged.ts';
import { asFailure, CommandFailed, isNotFound, PlainError, usageError } from '../errors/errors.ts';
import { errorText } from '../errors/print-error.ts';
import { filenameFlags, selectorFlag } from '../flags/selection-flags.ts';
import { withoutManagedFields } from '../printers/object-printer.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { getNamed } from '../resources/visit.ts';
import { manifestItems, requireFilename } from '../writing/manifest-items.ts';
import { fieldManagerFlag } from '../writing/write-flags.ts';

export const diffCommand: Command = {
  name: 'diff',
  short: 'Diff the live version against a would-be applied version',
  usage: 'diff -f FILENAME',
  flags: [
    ...filenameFlags,
    selectorFlag,
    fieldManagerFlag('kubectl-client-side-apply'),
    { name: 'concurrency', type: 'int', default: 1 },
    { name: 'force-conflicts', type: 'boolean' },
    { name: 'server-side', type: 'boolean' },
    { name: 'show-managed-fields', type: 'boolean' },
  ],
  run,
};

/** Exit code 1 says that there are differences. */
const FAILED = 2;

async function run(context: CommandContext): Promise<number> {
  try {
    return await diff(context);
  } catch (caught) {
    throw new CommandFailed(errorText(asFailure(caught)), FAILED);
  }
}

async function diff(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  if (args.length > 0) throw usageError('diff', `Unexpected args: [${args.join(' ')}]`);
  requireFilename(context);
  if (flags.bool('force-conflicts') && !flags.bool('server-side')) {
    throw new PlainError('--force-conflicts only works with --server-side');
  }
  const files: ComparedFile[] = [];
  for (const one of manifestItems(context)) {
    if (!one.ok) throw one.error;
    files.push(await compared(context, one.item));
  }
  return await compareFolders(context, files);
}

async function compared(context: CommandContext, item: ManifestItem): Promise<ComparedFile> {
  const live = await liveObject(context, item);
  const merged = await mergedObject(context, item, live);
  const showsManagers = context.flags.bool('show-managed-fields');
  const shown = (object: KubeObject | undefined) =>
    object === undefined ? '' : toYaml(showsManagers ? object : withoutManagedFields(object));
  const [from, to] = maskedVersions([live, merged]);
  if (live) warnIfDeleting(context, live);
  // Of a Secret that is not there kubectl shows what its mask makes of nothing.
  const missing = to?.kind === 'Secret' ? 'null\n' : '';
  return { name: fileNameOf(item), live: from ? shown(from) : missing, merged: shown(to) };
}

async function liveObject(context: CommandContext, item: ManifestItem): Promise<KubeObject | undefined> {
  try {
    return await getNamed(context, item);
  } catch (caught) {
    if (isNotFound(caught)) return undefined;
    throw caught;
  }
}

/** `apps.v1.Deployment.default.web` */
function fileNameOf({ resource, namespace, name }: ManifestItem): string {
  const { group, version, kind } = resource;
  return [...(group === '' ? [] : [group]), version, kind, namespace, name].join('.');
}
