// Models staging/src/k8s.io/kubectl/pkg/cmd/apply/apply_set_last_applied.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { askObject, scopeOf } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { filenameFlag } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { jsonText } from '../printers/json-text.ts';
import { resultPrinter } from '../printers/results.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { MISSING_RESOURCE } from '../resources/selection.ts';
import { getNamed } from '../resources/visit.ts';
import { manifestItems, namesFiles } from '../writing/manifest-items.ts';
import { announcedDryRun, dryRunFlag, dryRunOf } from '../writing/write-flags.ts';
import { LAST_APPLIED, lastAppliedText } from './last-applied.ts';

export const setLastAppliedCommand: Command = {
  name: 'set-last-applied',
  short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  usage: 'apply set-last-applied -f FILENAME',
  flags: [filenameFlag, ...outputFlags, dryRunFlag, { name: 'create-annotation', type: 'boolean' }],
  run,
};

interface Change {
  readonly item: ManifestItem;
  readonly live: KubeObject;
  /** What the annotation is to be. */
  readonly text: string;
}

async function run(context: CommandContext): Promise<number> {
  const print = resultPrinter(context, announcedDryRun(context));
  if (!namesFiles(context)) throw new PlainError(MISSING_RESOURCE);
  const changes: Change[] = [];
  for (const one of manifestItems(context)) {
    if (!one.ok) throw one.error;
    const change = await changeOf(context, one.item);
    if (change) changes.push(change);
    else context.out(`set-last-applied ${one.item.name}: no changes required.\n`);
  }
  for (const change of changes) print(await annotated(context, change), 'configured');
  return 0;
}

/** Undefined when the annotation says so already. Throws PlainError when there is none. */
async function changeOf(context: CommandContext, item: ManifestItem): Promise<Change | undefined> {
  const live = await getNamed(context, item);
  const before = lastAppliedText(live);
  if (before === '' && !context.flags.bool('create-annotation')) {
    throw new PlainError(
      `no last-applied-configuration annotation found on resource: ${item.name}, to create the annotation, run the command with --create-annotation`,
    );
  }
  const text = `${jsonText(item.object)}\n`;
  return text.trim() === before.trim() ? undefined : { item, live, text };
}

async function annotated(context: CommandContext, { item, live, text }: Change): Promise<KubeObject> {
  const { resource, namespace, name } = item;
  const dryRun = dryRunOf(context.flags);
  if (dryRun === 'client') return live;
  return await askObject(context, {
    verb: 'patch',
    resource: resource.resource,
    ...scopeOf(resource, namespace),
    name,
    patchType: 'merge',
    patch: { metadata: { annotations: { [LAST_APPLIED]: text } } },
    ...(dryRun === 'server' && { dryRun: true }),
  });
}
