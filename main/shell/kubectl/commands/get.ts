// Models staging/src/k8s.io/kubectl/pkg/cmd/get/get.go (v1.35).
import type { Command, CommandContext } from '../command.ts';
import { PlainError, isNotFound, throwAll, usageError } from '../errors/errors.ts';
import { filenameFlags, selectionFlags, selectionOf } from '../flags/selection-flags.ts';
import { listOf, objectPrinter } from '../printers/object-printer.ts';
import { type Output, outputFlags, outputOf } from '../printers/output-format.ts';
import { getRaw } from '../raw/get.ts';
import { checkedPath } from '../raw/path.ts';
import { queriesOf } from '../resources/selection.ts';
import { sortVisits, visit } from '../resources/visit.ts';
import { sortedForGet } from './get-sorted.ts';
import { printTables } from './get-tables.ts';
import { watchQueries } from './get-watch.ts';

export const getCommand: Command = {
  name: 'get',
  short: 'Display one or many resources',
  long: "Display one or many resources.\n\n Prints a table of the most important information about the specified resources. You can filter the list using a label selector and the --selector flag. If the desired resource type is namespaced you will only see results in the current namespace if you don't specify any namespace.",
  usage:
    'get [(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  flags: [
    ...outputFlags,
    ...selectionFlags,
    ...filenameFlags,
    { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
    { name: 'chunk-size', type: 'int', default: 500 },
    { name: 'ignore-not-found', type: 'boolean' },
    { name: 'label-columns', shorthand: 'L', type: 'strings' },
    { name: 'no-headers', type: 'boolean' },
    { name: 'output-watch-events', type: 'boolean' },
    { name: 'raw', type: 'string' },
    { name: 'server-print', type: 'boolean', default: true },
    { name: 'show-kind', type: 'boolean' },
    { name: 'show-labels', type: 'boolean' },
    { name: 'sort-by', type: 'string' },
    { name: 'subresource', type: 'string' },
    { name: 'watch', shorthand: 'w', type: 'boolean' },
    { name: 'watch-only', type: 'boolean' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  if (flags.text('raw') !== '') return await getRaw(context, pathOf(context));
  if (isWatch(context)) warnOfSorting(context);
  else requireResource(context);
  validate(context);
  const output = outputOf(flags, true);
  const selection = { ...selectionOf(context, args), typeAlone: true };
  if (isWatch(context)) return await watchQueries(context, output, queriesOf(context, selection).queries);
  if (output.format !== 'human') return await printObjects(context, output, selection);
  return await printTables(context, output.wide, queriesOf(context, selection).queries);
}

function pathOf({ args, flags }: CommandContext): string {
  if (args.length > 0) throw new PlainError('arguments may not be passed when --raw is specified');
  if (['watch', 'watch-only'].some((name) => flags.bool(name)) || flags.text('selector') !== '') {
    throw new PlainError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  }
  return checkedPath(flags);
}

function validate(context: CommandContext): void {
  const { flags } = context;
  const output = flags.text('output');
  if (flags.bool('show-labels') && output !== '' && output !== 'wide') {
    throw new PlainError(`--show-labels option cannot be used with ${output} printer`);
  }
  if (flags.bool('output-watch-events') && !isWatch(context)) {
    throw new PlainError('--output-watch-events option can only be used with --watch or --watch-only');
  }
}

function warnOfSorting({ flags, err }: CommandContext): void {
  if (flags.text('sort-by') === '') return;
  err(
    flags.bool('watch')
      ? 'warning: --watch requested, --sort-by will be ignored for watch events received\n'
      : 'warning: --watch-only requested, --sort-by will be ignored\n',
  );
}

const isWatch = ({ flags }: CommandContext): boolean => flags.bool('watch') || flags.bool('watch-only');

function requireResource({ args, flags, err }: CommandContext): void {
  if (args.length > 0 || flags.list('filename').length > 0 || flags.text('kustomize') !== '') return;
  err(
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
  );
  throw usageError(
    'get',
    'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
  );
}

async function printObjects(
  context: CommandContext,
  output: Exclude<Output, { readonly format: 'human' }>,
  selection: Parameters<typeof visit>[1],
): Promise<number> {
  const { flags } = context;
  const print = objectPrinter(context, output);
  const { visits, singular } = await visit(context, selection, { latest: true });
  const { items, errors } = sortVisits(visits);
  const serious = errors.filter((error) => !(flags.bool('ignore-not-found') && isNotFound(error)));
  if (singular) throwAll(serious);
  if (items.length === 0 && flags.bool('ignore-not-found')) {
    throwAll(serious);
    return 0;
  }
  const objects = items.flatMap(({ object }) => (object ? [object] : []));
  const [only] = objects;
  const shown = singular && only ? only : listOf(sortedForGet(context, 'objects', objects, (object) => object));
  context.out(print(shown));
  throwAll(serious);
  return 0;
}
