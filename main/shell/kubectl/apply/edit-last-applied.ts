// Models staging/src/k8s.io/kubectl/pkg/cmd/apply/apply_edit_last_applied.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { JsonObject } from '../../../engine/kernel/json.ts';
import { askObject, scopeOf } from '../api.ts';
import { type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { preserved } from '../editing/editor.ts';
import { checkEditFormat, edit, editFormatFlag } from '../editing/session.ts';
import { PlainError, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf } from '../flags/selection-flags.ts';
import { jsonText } from '../printers/json-text.ts';
import { resultLine } from '../printers/results.ts';
import { recordFlag } from '../writing/record.ts';
import { fieldManagerFlag } from '../writing/write-flags.ts';
import { LAST_APPLIED, lastAppliedOf, lastAppliedText } from './last-applied.ts';

export const editLastAppliedCommand: Command = {
  name: 'edit-last-applied',
  short: 'Edit latest last-applied-configuration annotations of a resource/object',
  usage: 'apply edit-last-applied (RESOURCE/NAME | -f FILENAME)',
  flags: [...filenameFlags, fieldManagerFlag('kubectl-last-applied'), recordFlag, editFormatFlag],
  run,
};

const HEADER = [
  "Please edit the 'last-applied-configuration' annotations below.",
  "Lines beginning with a '#' will be ignored, and an empty file will abort the edit.",
  '',
];

async function run(context: CommandContext): Promise<number> {
  checkEditFormat(context);
  const selection = { ...selectionOf(context, context.args), typeAlone: true };
  const { targets, errors } = await targetsOf(context, selection, { latest: true });
  throwAll(errors);
  const applied = targets.filter(({ object }) => lastAppliedText(object) !== '');
  if (applied.length === 0) {
    throw new PlainError(
      'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
    );
  }
  for (const target of applied) {
    const object: KubeObject = lastAppliedOf(target.object);
    const save = (edited: JsonObject, path: string) => annotate(context, target, edited, path);
    await edit(context, { object, header: HEADER, save });
  }
  return 0;
}

async function annotate(
  context: CommandContext,
  { resource, namespace, name }: Target,
  edited: KubeObject,
  path: string,
): Promise<readonly string[]> {
  if (edited.metadata?.name !== name) {
    throw preserved(context, path, 'At least one of apiVersion, kind and name was changed');
  }
  await askObject(context, {
    verb: 'patch',
    resource: resource.resource,
    ...scopeOf(resource, namespace),
    name,
    patchType: 'merge',
    patch: { metadata: { annotations: { [LAST_APPLIED]: `${jsonText(edited)}\n` } } },
    fieldManager: context.flags.text('field-manager'),
  });
  context.out(resultLine(edited, 'edited'));
  return [];
}
