// Models staging/src/k8s.io/kubectl/pkg/cmd/edit/edit.go and pkg/cmd/util/editor/editoptions.go (v1.35): one object at a
// time in an editor.
import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { copyJson, isJsonObject } from '../../../engine/kernel/json.ts';
import { toYaml } from '../../printing/yaml.ts';
import { patchTo, sendPatch } from '../changing/patches.ts';
import { type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, CommandFailed, isNotFound, PlainError, ServerRefusal, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf } from '../flags/selection-flags.ts';
import { jsonText } from '../printers/json-text.ts';
import { withoutManagedFields } from '../printers/object-printer.ts';
import { resultLine } from '../printers/results.ts';
import { qualifiedResource } from '../resources/mapper.ts';
import { parseDocuments } from '../resources/yaml-documents.ts';
import { modelOf } from '../writing/models.ts';
import { fieldManagerFlag } from '../writing/write-flags.ts';

export const editCommand: Command = {
  name: 'edit',
  short: 'Edit a resource on the server',
  usage: 'edit (RESOURCE/NAME | -f FILENAME)',
  flags: [
    ...filenameFlags,
    fieldManagerFlag('kubectl-edit'),
    { name: 'output', shorthand: 'o', type: 'string', default: 'yaml', about: 'Output format: yaml or json.' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  const output = flags.text('output');
  if (output !== 'yaml' && output !== 'json') {
    throw new PlainError("The flag 'output' must be one of yaml|json");
  }
  const selection = { ...selectionOf(context, args), typeAlone: true };
  const { targets, errors } = await targetsOf(context, selection, { latest: true });
  throwAll(errors);
  if (targets.length === 0) throw new PlainError('edit cancelled, no objects found');
  for (const target of targets) await editOne(context, target);
  return 0;
}

const HEADER = [
  "Please edit the object below. Lines beginning with a '#' will be ignored,",
  'and an empty file will abort the edit. If an error occurs while saving this file will be',
  'reopened with the relevant failures.',
  '',
];

/** An editor that goes on changing what is refused, as a script may, is not opened more often. */
const TRIES_MAX = 100;

/** Opens the editor until what was saved is taken, or nothing is changed any more. Throws PlainError. */
async function editOne(context: CommandContext, target: Target): Promise<void> {
  const { err, files, flags } = context;
  const isJson = flags.text('output') === 'json';
  const object = withoutManagedFields(target.object);
  const original = isJson ? `${jsonText(object, '    ')}\n` : toYaml(object);
  const path = `/tmp/kubectl-edit-${context.client.now}.${isJson ? 'json' : 'yaml'}`;
  let [before, reasons]: [string, readonly string[]] = [original, []];
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    // JSON knows no comments.
    files.write(path, `${isJson ? '' : commented([...HEADER, ...reasons])}${before}`);
    const edited = await launch(context, path);
    if (reasons.length > 0 && edited === before) throw preserved(context, path);
    const isSame = edited === original || isSameObject(edited, object, path);
    if (isSame || edited.trim() === '') {
      files.remove(path);
      err(`Edit cancelled, ${isSame ? 'no changes made' : 'saved file was empty'}.\n`);
      return;
    }
    reasons = await save(context, { ...target, object }, edited, path);
    if (reasons.length === 0) {
      files.remove(path);
      return;
    }
    before = edited;
  }
  throw preserved(context, path);
}

/** Whether a text says nothing but what the object is, however it is written. */
function isSameObject(text: string, object: KubeObject, path: string): boolean {
  const [document] = [...parseDocuments(text, path)];
  return document !== undefined && !('error' in document) && isDeepStrictEqual(document.value, copyJson(object));
}

const commented = (lines: readonly string[]): string =>
  lines.map((line) => (line === '' ? '#\n' : `# ${line}\n`)).join('');

function preserved(
  { err }: CommandContext,
  path: string,
  message = 'Edit cancelled, no valid changes were saved.',
): PlainError {
  err(`A copy of your changes has been stored to "${path}"\n`);
  return new PlainError(message);
}

/** Runs the editor; answers the text without its comments. Throws PlainError when the editor fails. */
async function launch({ env, files, spawn }: CommandContext, path: string): Promise<string> {
  const editor = env['KUBE_EDITOR'] || env['EDITOR'] || 'vi';
  const exitCode = await spawn('bash', ['-c', `${editor} ${path}`]);
  if (exitCode !== 0) throw new PlainError(`there was a problem with the editor "${editor}"`);
  const lines = (files.read(path) ?? '').split('\n').filter((line) => !line.trim().startsWith('#'));
  return lines.join('\n');
}

/** Sends what was changed; answers why it was not taken, in lines for the top of the file. */
async function save(context: CommandContext, target: Target, text: string, path: string): Promise<readonly string[]> {
  const [document] = [...parseDocuments(text, path)];
  if (!document || 'error' in document || !isJsonObject(document.value)) {
    const fault = document && 'error' in document ? document.error.message : 'no object was found';
    return [`The edited file had a syntax error: ${fault}`, ''];
  }
  const edited: KubeObject = document.value;
  const { resource, name, object } = target;
  if (edited.metadata?.name !== name || edited.kind !== object.kind || edited.apiVersion !== object.apiVersion) {
    throw preserved(context, path, 'At least one of apiVersion, kind and name was changed');
  }
  const patch = patchTo(target, edited);
  try {
    const patchType = modelOf(resource) === undefined ? 'merge' : 'strategic';
    context.out(resultLine(await sendPatch(context, target, patchType, patch), 'edited'));
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
