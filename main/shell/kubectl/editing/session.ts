// Models EditOptions.Run in staging/src/k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go (v1.35): an object is edited until
// what was saved is taken.
import { isDeepStrictEqual } from 'node:util';
import { copyJson, isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { toYaml } from '../../printing/yaml.ts';
import type { CommandContext, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { jsonText } from '../printers/json-text.ts';
import type { Printable } from '../printers/object-printer.ts';
import { parseDocuments } from '../resources/yaml-documents.ts';
import { commented, launchEditor, preserved } from './editor.ts';

export const editFormatFlag: FlagSpec = {
  name: 'output',
  shorthand: 'o',
  type: 'string',
  default: 'yaml',
};

/** Stands above objects of the cluster, and those that are to be created. */
export const OBJECT_HEADER: readonly string[] = [
  "Please edit the object below. Lines beginning with a '#' will be ignored,",
  'and an empty file will abort the edit. If an error occurs while saving this file will be',
  'reopened with the relevant failures.',
  '',
];

/** Throws PlainError for a format in which nothing can be edited. */
export function checkEditFormat({ flags }: CommandContext): void {
  const format = flags.text('output');
  if (['', 'yaml', 'json'].includes(format)) return;
  throw new PlainError(
    `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: json,yaml`,
  );
}

export interface EditSession {
  /** One object, or a list of several. */
  readonly object: Printable;
  /** Stands above the object. */
  readonly header: readonly string[];
  /** Takes what was edited; answers why it cannot be taken, in lines for the top of the file. */
  save(edited: JsonObject, path: string): Promise<readonly string[]>;
}

/** An editor that goes on changing what is refused, as a script may, is not opened more often. */
const TRIES_MAX = 100;

/** Opens the editor until what was saved is taken, or nothing is changed any more. Throws PlainError. */
export async function edit(context: CommandContext, session: EditSession): Promise<void> {
  const { err, files, flags } = context;
  const { object, header } = session;
  const isJson = flags.text('output') === 'json';
  const original = isJson ? `${jsonText(object, '    ')}\n` : toYaml(object);
  const path = `/tmp/kubectl-edit-${context.client.now}.${isJson ? 'json' : 'yaml'}`;
  let [before, reasons]: [string, readonly string[]] = [original, []];
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    // JSON knows no comments.
    files.write(path, `${isJson ? '' : commented([...header, ...reasons])}${before}`);
    const edited = await launchEditor(context, path);
    if (reasons.length > 0 && edited === before) throw preserved(context, path);
    const isSame = edited === original || isSameObject(edited, object, path);
    if (isSame || edited.trim() === '') {
      files.remove(path);
      err(`Edit cancelled, ${isSame ? 'no changes made' : 'saved file was empty'}.\n`);
      return;
    }
    reasons = await save(session, edited, path);
    if (reasons.length === 0) {
      files.remove(path);
      return;
    }
    before = edited;
  }
  throw preserved(context, path);
}

/** Whether a text says nothing but what the object is, however it is written. */
function isSameObject(text: string, object: Printable, path: string): boolean {
  const [document] = [...parseDocuments(text, path)];
  return document !== undefined && !('error' in document) && isDeepStrictEqual(document.value, copyJson(object));
}

async function save(session: EditSession, text: string, path: string): Promise<readonly string[]> {
  const [document] = [...parseDocuments(text, path)];
  if (document && 'value' in document && isJsonObject(document.value)) return await session.save(document.value, path);
  const fault = document && 'error' in document ? document.error.message : 'no object was found';
  return [`The edited file had a syntax error: ${fault}`, ''];
}
