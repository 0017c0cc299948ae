// Models SortingPrinter and RuntimeSorter in staging/src/k8s.io/kubectl/pkg/cmd/get/sorter.go (v1.35).
import type { CommandContext } from '../command.ts';
import { CommandFailed } from '../errors/errors.ts';
import { Unsortable, relaxedText, sortedBy } from '../printers/sorting.ts';
import { klogLine } from '../writing/klog.ts';

/** What the rows of a table are sorted as, and what objects are, and where. */
const SORTERS = {
  rows: { place: 'sorter.go:375', what: '[][][]reflect.Value' },
  objects: { place: 'sorter.go:329', what: '*unstructured.Unstructured' },
};

/**
 * `things` in the order that `--sort-by` asks for, as they stand without it. Throws PlainError when no object has such
 * a field, and ends the command where what they have cannot be sorted.
 */
export function sortedForGet<T>(
  context: CommandContext,
  sorter: keyof typeof SORTERS,
  things: readonly T[],
  objectOf: (thing: T) => object,
): readonly T[] {
  const path = context.flags.text('sort-by');
  if (path === '') return things;
  try {
    return sortedBy(things, path, objectOf);
  } catch (caught) {
    if (!(caught instanceof Unsortable)) throw caught;
    const { place, what } = SORTERS[sorter];
    const said = `Field ${relaxedText(path)} in ${what} is an unsortable type: interface, err: ${caught.message}`;
    throw new CommandFailed(klogLine(context, 'F', place, said));
  }
}
