// The flags and the checks that `label` and `annotate` have in common (staging/src/k8s.io/kubectl/pkg/cmd/{label,annotate},
// v1.35).
import type { CommandContext, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { allFlag, filenameFlags, selectionFlags } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { recordFlag } from '../writing/record.ts';
import { dryRunFlag, dryRunOf, fieldManagerFlag } from '../writing/write-flags.ts';

export const metadataFlags = (manager: string): readonly FlagSpec[] => [
  allFlag,
  ...filenameFlags,
  ...selectionFlags,
  ...outputFlags,
  dryRunFlag,
  fieldManagerFlag(manager),
  recordFlag,
  { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
  { name: 'list', type: 'boolean' },
  { name: 'local', type: 'boolean' },
  { name: 'overwrite', type: 'boolean' },
  { name: 'resource-version', type: 'string' },
];

/** Throws PlainError for `--list` together with `-o`. */
export function checkList({ flags }: CommandContext): void {
  if (flags.bool('list') && flags.text('output') !== '') {
    throw new PlainError('--list and --output may not be specified together');
  }
}

/** Throws PlainError for flags that contradict each other. */
export function checkAll({ flags }: CommandContext): void {
  for (const selector of ['selector', 'field-selector']) {
    if (flags.bool('all') && flags.text(selector) !== '') {
      throw new PlainError(`cannot set --all and --${selector} at the same time`);
    }
  }
}

/** Throws PlainError unless there is something to change; `example` is what file names look like. */
export function checkResources({ flags }: CommandContext, resources: readonly string[], example: string): void {
  const hasFiles = flags.list('filename').length > 0 || flags.text('kustomize') !== '';
  if (!flags.bool('local')) {
    if (resources.length > 0 || hasFiles) return;
    throw new PlainError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (dryRunOf(flags) === 'server') {
    throw new PlainError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  const files = `-f ${example}.yaml or --filename=${example}.json`;
  if (resources.length > 0) throw new PlainError(`can only use local files by ${files} when --local=true is set`);
  if (!hasFiles) throw new PlainError(`one or more files must be specified as ${files}`);
}

/** Throws PlainError when several objects are meant and only one version of one may be changed. */
export function checkVersion({ flags }: CommandContext, singular: boolean): void {
  if (singular || flags.text('resource-version') === '') return;
  throw new PlainError('--resource-version may only be used with a single resource');
}

/** Whether nothing is sent to the API. */
export const staysHere = ({ flags }: CommandContext): boolean =>
  dryRunOf(flags) === 'client' || flags.bool('local') || flags.bool('list');
