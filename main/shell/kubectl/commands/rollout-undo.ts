// Models staging/src/k8s.io/kubectl/pkg/cmd/rollout/rollout_undo.go and pkg/polymorphichelpers/rollback.go (v1.35).
import type * as k from '../../../engine/api/generated/types.ts';
import { jsonEqual } from '../../../engine/kernel/json.ts';
import { sendPatch } from '../changing/patches.ts';
import { changeEach, type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, PlainError, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf, selectorFlag } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { requireResource, withoutHistory } from '../rollout/kinds.ts';
import { previousOf, type Revision, revisionsOf } from '../rollout/revisions.ts';
import { restoringAnnotations, withoutHash } from '../rollout/restored.ts';
import { templateText } from '../rollout/template-text.ts';
import { announcedDryRun, dryRunFlag, dryRunOf } from '../writing/write-flags.ts';

export const rolloutUndoCommand: Command = {
  name: 'undo',
  short: 'Undo a previous rollout',
  usage: 'rollout undo (TYPE NAME | TYPE/NAME) [flags]',
  flags: [selectorFlag, ...filenameFlags, ...outputFlags, dryRunFlag, { name: 'to-revision', type: 'int', default: 0 }],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const dryRun = announcedDryRun(context);
  requireResource(context);
  const selection = { ...selectionOf(context, context.args), typeAlone: true };
  const targets = await targetsOf(context, selection, { latest: true });
  throwAll(
    await changeEach(targets, async (target) => {
      resultPrinter(context, dryRun)(target.object, await undo(context, target));
    }),
  );
  return 0;
}

/** Goes back to an older revision; answers what is told of it. Throws PlainError. */
async function undo(context: CommandContext, target: Target): Promise<string> {
  const number = context.flags.int('to-revision');
  if (number < 0) throw notFound(number);
  const revisions = await revisionsOf(context, target);
  if (!revisions) throw withoutHistory(target.resource, 'rollbacker', 'retrieving rollbacker');
  const wanted = wantedOf(target, revisions, number);
  if (dryRunOf(context.flags) === 'client') return templateText(wanted.template);
  const { spec } = target.object as k.Deployment;
  const isDeployment = target.resource.kind === 'Deployment';
  if (isDeployment && spec?.paused) {
    throw new PlainError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  if (jsonEqual(withoutHash(wanted.template), withoutHash(spec?.template ?? {}))) {
    return `skipped rollback (current template already matches revision ${number})`;
  }
  try {
    await (isDeployment ? restoreDeployment(context, target, wanted) : restore(context, target, wanted));
  } catch (caught) {
    throw new PlainError(`failed restoring revision ${number}: ${asFailure(caught).message}`);
  }
  return 'rolled back';
}

function wantedOf({ resource, name }: Target, revisions: readonly Revision[], number: number): Revision {
  if (number > 0) {
    const found = revisions.find((revision) => revision.number === number);
    if (!found) throw notFound(number);
    return found;
  }
  const previous = previousOf(revisions);
  if (previous) return previous;
  if (resource.kind !== 'Deployment') throw new PlainError('no last revision to roll back to');
  throw new PlainError(`no rollout history found for deployment "${name}"`);
}

const notFound = (number: number): PlainError =>
  new PlainError(`unable to find specified revision ${number} in history`);

async function restoreDeployment(context: CommandContext, target: Target, wanted: Revision): Promise<void> {
  await sendPatch(context, target, 'json', [
    { op: 'replace', path: '/spec/template', value: withoutHash(wanted.template) },
    { op: 'replace', path: '/metadata/annotations', value: restoringAnnotations(target.object, wanted.keeper) },
  ]);
}

async function restore(context: CommandContext, target: Target, { keeper }: Revision): Promise<void> {
  await sendPatch(context, target, 'strategic', (keeper as k.ControllerRevision).data);
}
