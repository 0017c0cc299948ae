// Models staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { MINUTE, SECOND } from '../../../engine/kernel/time.ts';
import { withSavedConfig } from '../apply/last-applied.ts';
import { askObject, scopeOf } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, isNotFound, PlainError, throwAll, withSource } from '../errors/errors.ts';
import { filenameFlags } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { rawPath } from '../raw/path.ts';
import { putRaw } from '../raw/write.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { createObject } from '../writing/create-object.ts';
import { deletionFlags, propagationOf } from '../writing/delete-flags.ts';
import { deleteItem, type Deletion } from '../writing/delete-item.ts';
import { forEachItem } from '../writing/each-item.ts';
import { manifestItems, requireFilename } from '../writing/manifest-items.ts';
import { recordFlag, recorded } from '../writing/record.ts';
import { waitUntilGone } from '../writing/wait-until-gone.ts';
import {
  announcedDryRun,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  saveConfigFlag,
  validateFlag,
  writeParameters,
} from '../writing/write-flags.ts';

export const replaceCommand: Command = {
  name: 'replace',
  short: 'Replace a resource by file name or stdin',
  usage: 'replace -f FILENAME',
  flags: [
    ...filenameFlags,
    ...outputFlags,
    ...deletionFlags,
    dryRunFlag,
    validateFlag,
    saveConfigFlag,
    fieldManagerFlag('kubectl-replace'),
    recordFlag,
    { name: 'raw', type: 'string' },
    { name: 'subresource', type: 'string' },
    { name: 'wait', type: 'boolean' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const print = resultPrinter(context, announcedDryRun(context));
  requireFilename(context);
  validate(context);
  const [file = '', ...others] = context.flags.list('filename');
  if (context.flags.text('raw') !== '') return putRaw(context, rawPath(context.flags, [file, ...others]), file);
  const work = context.flags.bool('force') ? createAgain : replaceItem;
  if (context.flags.bool('force')) await deleteAll(context);
  const visits = manifestItems(context);
  throwAll(
    await forEachItem(visits, async (item) => {
      print(await work(context, item), 'replaced');
    }),
  );
  if (visits.length === 0 && context.flags.bool('force')) throw new PlainError('no objects passed to replace');
  return 0;
}

function validate({ flags }: CommandContext): void {
  if (flags.bool('force')) {
    if (dryRunOf(flags) !== 'none') throw new PlainError('--dry-run can not be used when --force is set');
    return;
  }
  if (flags.int('grace-period') >= 0) throw new PlainError('--grace-period must have --force specified');
  if (flags.duration('timeout') !== 0) throw new PlainError('--timeout must have --force specified');
}

async function replaceItem(context: CommandContext, item: ManifestItem): Promise<KubeObject> {
  const { flags } = context;
  const { resource, namespace, name, source } = item;
  const saved = withSavedConfig(recorded(context, item.object), flags.bool('save-config'));
  if (dryRunOf(flags) === 'client') return saved;
  const subresource = flags.text('subresource') || undefined;
  try {
    const object = await withRevision(context, item, saved);
    const how = { ...writeParameters(flags), subresource, object };
    const request = { ...how, verb: 'update', resource: resource.resource, name } as const;
    return await askObject(context, { ...request, ...scopeOf(resource, namespace) });
  } catch (caught) {
    throw withSource(asFailure(caught), 'replacing', source);
  }
}

/** The object with the revision that is there now, so that whatever is there is overwritten. */
async function withRevision(context: CommandContext, item: ManifestItem, object: KubeObject): Promise<KubeObject> {
  if ((object.metadata?.resourceVersion ?? '') !== '') return object;
  const { client } = context;
  const { resource, namespace, name } = item;
  const request = { verb: 'get', resource: resource.resource, name, ...scopeOf(resource, namespace) } as const;
  const answer = await client.request(request);
  const resourceVersion = answer.ok ? answer.object?.metadata?.resourceVersion : undefined;
  return resourceVersion === undefined ? object : { ...object, metadata: { ...object.metadata, resourceVersion } };
}

/** How often and how long kubectl looks whether something is gone. */
const WAIT = { pollUs: SECOND, timeoutUs: 5 * MINUTE, message: () => 'context deadline exceeded' };

async function deleteAll(context: CommandContext): Promise<void> {
  const { flags, err } = context;
  const asked = flags.int('grace-period');
  const deletion: Deletion = {
    propagationPolicy: propagationOf(flags, err),
    gracePeriodSeconds: asked === 0 ? 1 : asked,
  };
  const items: ManifestItem[] = [];
  const errors = await forEachItem(manifestItems(context), async (item) => {
    items.push(item);
    await deleteItem(context, item, deletion);
  });
  throwAll(errors.filter((error) => !isNotFound(error)));
  const timeoutUs = flags.duration('timeout') || WAIT.timeoutUs;
  await waitUntilGone(context, items, { ...WAIT, timeoutUs });
}

async function createAgain(context: CommandContext, item: ManifestItem): Promise<KubeObject> {
  const object = withSavedConfig(recorded(context, item.object), context.flags.bool('save-config'));
  return await createObject(context, { ...item, object });
}
