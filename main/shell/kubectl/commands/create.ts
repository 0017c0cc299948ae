// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { withSavedConfig } from '../apply/last-applied.ts';
import type { Command, CommandContext } from '../command.ts';
import { createSubcommands } from '../create/registry.ts';
import { tellWhereKept } from '../editing/editor.ts';
import { checkEditFormat, edit, OBJECT_HEADER } from '../editing/session.ts';
import { asFailure, PlainError, throwAll, usageError, withSource } from '../errors/errors.ts';
import { filenameFlags, selectorFlag } from '../flags/selection-flags.ts';
import { rawPath } from '../raw/path.ts';
import { postRaw } from '../raw/write.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { createObject } from '../writing/create-object.ts';
import { forEachItem } from '../writing/each-item.ts';
import { manifestItems, requireFilename } from '../writing/manifest-items.ts';
import { recordFlag, recorded } from '../writing/record.ts';
import { announcedDryRun, dryRunFlag, fieldManagerFlag, saveConfigFlag, validateFlag } from '../writing/write-flags.ts';

export const createCommand: Command = {
  name: 'create',
  short: 'Create a resource from a file or from stdin',
  usage: 'create -f FILENAME',
  flags: [
    ...filenameFlags,
    selectorFlag,
    ...outputFlags,
    dryRunFlag,
    validateFlag,
    saveConfigFlag,
    fieldManagerFlag('kubectl-create'),
    recordFlag,
    { name: 'edit', type: 'boolean' },
    { name: 'raw', type: 'string' },
  ],
  subcommands: createSubcommands,
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args } = context;
  if (args.length > 0) throw usageError('create', `Unexpected args: [${args.join(' ')}]`);
  requireFilename(context);
  const [file = '', ...others] = context.flags.list('filename');
  if (context.flags.text('raw') !== '') return postRaw(context, rawPath(context.flags, [file, ...others]), file);
  const edits = context.flags.bool('edit');
  if (edits) checkEditFormat(context);
  const print = resultPrinter(context, announcedDryRun(context));
  const create = async (item: ManifestItem) => {
    print(await createItem(context, item), 'created');
  };
  const visits = manifestItems(context);
  throwAll(await forEachItem(visits, (item) => (edits ? editBeforeCreate(context, item, create) : create(item))));
  if (visits.length === 0) throw new PlainError('no objects passed to create');
  return 0;
}

/** Creates what an editor made of the item; what it left as it was is not created. */
async function editBeforeCreate(
  context: CommandContext,
  item: ManifestItem,
  create: (item: ManifestItem) => Promise<void>,
): Promise<void> {
  const save = async (object: KubeObject, path: string) => {
    try {
      await create({ ...item, object });
      return [];
    } catch (caught) {
      tellWhereKept(context, path);
      throw caught;
    }
  };
  await edit(context, { object: item.object, header: OBJECT_HEADER, save });
}

async function createItem(context: CommandContext, item: ManifestItem): ReturnType<typeof createObject> {
  const object = withSavedConfig(recorded(context, item.object), context.flags.bool('save-config'));
  try {
    return await createObject(context, { ...item, object });
  } catch (caught) {
    throw withSource(asFailure(caught), 'creating', item.source);
  }
}
