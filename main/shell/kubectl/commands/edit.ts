// Models staging/src/k8s.io/kubectl/pkg/cmd/edit/edit.go and pkg/cmd/util/editor/editoptions.go (v1.35): objects in an
// editor.
import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { goValue } from '../../../engine/api/go-texts.ts';
import { copyJson, isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { withLastApplied } from '../apply/last-applied.ts';
import { patchTo, sendPatch } from '../changing/patches.ts';
import { type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { preserved } from '../editing/editor.ts';
import { checkEditFormat, edit, editFormatFlag, OBJECT_HEADER } from '../editing/session.ts';
import { asFailure, CommandFailed, isNotFound, PlainError, ServerRefusal, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf } from '../flags/selection-flags.ts';
import { jsonText } from '../printers/json-text.ts';
import { listOf, withoutManagedFields } from '../printers/object-printer.ts';
import { resultLine } from '../printers/results.ts';
import { qualifiedResource } from '../resources/mapper.ts';
import { modelOf } from '../writing/models.ts';
import { recordFlag, recorded } from '../writing/record.ts';
import { fieldManagerFlag, saveConfigFlag } from '../writing/write-flags.ts';

export const editCommand: Command = {
  name: 'edit',
  short: 'Edit a resource on the server',
  usage: 'edit (RESOURCE/NAME | -f FILENAME)',
  flags: [
    ...filenameFlags,
    fieldManagerFlag('kubectl-edit'),
    recordFlag,
    saveConfigFlag,
    editFormatFlag,
    { name: 'output-patch', type: 'boolean' },
    { name: 'show-managed-fields', type: 'boolean' },
    { name: 'subresource', type: 'string' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  checkEditFormat(context);
  const selection = { ...selectionOf(context, context.args), typeAlone: true };
  const { targets, errors } = await targetsOf(context, selection, { latest: true });
  throwAll(errors);
  if (targets.length === 0) throw new PlainError('edit cancelled, no objects found');
  const showsManagers = context.flags.bool('show-managed-fields');
  const shown = targets.map((target) => ({
    ...target,
    object: showsManagers ? target.object : withoutManagedFields(target.object),
  }));
  const objects = shown.map(({ object }) => object);
  const [only] = objects;
  const object = objects.length === 1 && only ? only : { ...listOf(objects), metadata: {} };
  await edit(context, { object, header: OBJECT_HEADER, save: (edited, path) => saveAll(context, shown, edited, path) });
  return 0;
}

/** Takes what was edited, of a list each item that is not as it was. */
async function saveAll(
  context: CommandContext,
  targets: readonly Target[],
  edited: JsonObject,
  path: string,
): Promise<readonly string[]> {
  const items = targets.length === 1 ? [edited] : Array.isArray(edited['items']) ? edited['items'] : [];
  const reasons: string[] = [];
  for (const item of items.filter(isJsonObject)) {
    const object: KubeObject = item;
    const target = targets.find((one) => one.object.metadata?.uid === object.metadata?.uid);
    if (!target) throw preserved(context, path, `no original object found for ${goValue(item)}`);
    if (isDeepStrictEqual(copyJson(target.object), copyJson(item))) context.out(resultLine(target.object, 'skipped'));
    else reasons.push(...(await save(context, target, object, path)));
  }
  return reasons;
}

/** Sends what was changed; answers why it was not taken, in lines for the top of the file. */
async function save(
  context: CommandContext,
  target: Target,
  edited: KubeObject,
  path: string,
): Promise<readonly string[]> {
  const { resource, name, object } = target;
  if (edited.metadata?.name !== name || edited.kind !== object.kind || edited.apiVersion !== object.apiVersion) {
    throw preserved(context, path, 'At least one of apiVersion, kind and name was changed');
  }
  const { flags, out } = context;
  const wanted = recorded(context, edited);
  const patch = patchTo(target, flags.bool('save-config') ? withLastApplied(wanted) : wanted);
  if (flags.bool('output-patch')) out(`Patch: ${jsonText(patch)}\n`);
  const subresource = flags.text('subresource') || undefined;
  try {
    const patchType = modelOf(resource) === undefined ? 'merge' : 'strategic';
    out(resultLine(await sendPatch(context, { ...target, subresource }, patchType, patch), 'edited'));
    return [];
  } catch (caught) {
    return refused(context, target, asFailure(caught), path);
  }
}

function refused({ err }: CommandContext, target: Target, failure: Error, path: string): readonly string[] {
  const what = `${qualifiedResource(target.resource)} "${target.name}"`;
  if (failure instanceof ServerRefusal && failure.status.reason === 'Invalid') {
    err(`error: ${what} is invalid\n`);
    const causes = failure.status.details?.causes ?? [];
    return [`${what} was not valid:`, ...causes.map(({ field, message }) => `* ${field}: ${message}`), ''];
  }
  if (isNotFound(failure)) {
    err(`error: ${what} could not be found on the server\n`);
    throw new CommandFailed(`The edits you made on deleted resources have been saved to "${path}"`);
  }
  err(`error: ${what} could not be patched: ${failure.message}\n`);
  throw new CommandFailed(`You can run \`kubectl replace -f ${path}\` to try this update again.`);
}
