// Models what staging/src/k8s.io/cli-runtime/pkg/resource/builder.go (v1.35) makes of `-f` for commands that write: objects
// that know their namespace.
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { selectionOf } from '../flags/selection-flags.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { queriesOf } from '../resources/selection.ts';
import { labelTest } from '../resources/visit.ts';
import { validationOf } from './write-flags.ts';

export type WrittenVisit =
  { readonly ok: true; readonly item: ManifestItem } | { readonly ok: false; readonly error: Error };

/** The objects of `-f` in order, a failure in place of each that cannot be read. Throws PlainError when there is no `-f`. */
export function manifestItems(context: CommandContext): readonly WrittenVisit[] {
  requireFilename(context);
  const { flags } = context;
  const validate = flags.has('validate') && validationOf(flags) !== 'Ignore';
  const selection = { ...selectionOf(context, []), labelSelector: '', all: false, validate };
  const { queries } = queriesOf(context, selection);
  const isSelected = labelTest(flags.has('selector') ? flags.text('selector') : '');
  return queries.flatMap((query): readonly WrittenVisit[] => {
    if (query.type === 'failed') return [{ ok: false, error: query.error }];
    if (query.type !== 'document') throw new Error(`files were read as a ${query.type}`);
    return isSelected(query.item.object) ? [{ ok: true, item: placed(query.item) }] : [];
  });
}

/** Whether `-f` or `-k` is given. */
export const namesFiles = ({ flags }: CommandContext): boolean =>
  flags.list('filename').length > 0 || (flags.has('kustomize') && flags.text('kustomize') !== '');

/** Throws PlainError when neither `-f` nor `-k` is given. */
export function requireFilename(context: CommandContext): void {
  if (namesFiles(context)) return;
  throw new PlainError('must specify one of -f and -k');
}

/** The item with its namespace in the object too. */
function placed(item: ManifestItem): ManifestItem {
  const { object, namespace } = item;
  if (namespace === '' || object.metadata?.namespace) return item;
  return { ...item, object: { ...object, metadata: { ...object.metadata, namespace } } };
}
