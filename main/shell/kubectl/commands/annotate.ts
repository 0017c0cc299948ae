// Models staging/src/k8s.io/kubectl/pkg/cmd/annotate/annotate.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import {
  checkAll,
  checkList,
  checkResources,
  checkVersion,
  metadataFlags,
  staysHere,
} from '../changing/metadata-flags.ts';
import { listPairs, overwritten, pairsPatch, withPairs } from '../changing/metadata-maps.ts';
import { parsePairs, type Pairs, splitPairs } from '../changing/pairs.ts';
import { sendPatch } from '../changing/patches.ts';
import { changeEach, type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, throwAll } from '../errors/errors.ts';
import { selectionOf } from '../flags/selection-flags.ts';
import { resultPrinter } from '../printers/results.ts';
import { recorded, recordedPatch } from '../writing/record.ts';
import { dryRunOf } from '../writing/write-flags.ts';

export const annotateCommand: Command = {
  name: 'annotate',
  short: 'Update the annotations on a resource',
  usage: 'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  flags: metadataFlags('kubectl-annotate'),
  run,
};

/** May always be overwritten. */
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

async function run(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  const print = resultPrinter(context, dryRunOf(flags));
  const { resources, pairs } = splitPairs(args, 'annotation');
  const annotations = parsePairs(pairs, 'annotation', true);
  checkList(context);
  checkAll(context);
  checkResources(context, resources, 'rsrc');
  if (pairs.length === 0 && !flags.bool('list')) throw new PlainError('at least one annotation update is required');
  checkContradictions(annotations);
  const targets = await targetsOf(context, selectionOf(context, resources), { latest: !flags.bool('local') });
  checkVersion(context, targets.singular);
  const failures = await changeEach(targets, async (target) => {
    const object = await annotateOne(context, target, annotations);
    if (flags.bool('list')) listPairs(context, 'annotations', { ...target, object }, targets.singular);
    else print(object, 'annotated');
  });
  throwAll(failures);
  return 0;
}

function checkContradictions({ assigned, removed }: Pairs): void {
  const both = removed.filter((key) => assigned.has(key));
  if (both.length === 0) return;
  throw new PlainError(
    `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
  );
}

async function annotateOne(context: CommandContext, target: Target, annotations: Pairs): Promise<KubeObject> {
  const { flags } = context;
  const version = flags.text('resource-version');
  const { object } = target;
  if (!flags.bool('overwrite')) checkOverwrites(object, annotations);
  if (staysHere(context)) return recorded(context, withPairs(object, 'annotations', annotations, version));
  const patch = recordedPatch(context, pairsPatch(object, 'annotations', annotations, version));
  return await sendPatch(context, target, 'merge', patch);
}

function checkOverwrites({ metadata }: KubeObject, annotations: Pairs): void {
  const clashes = overwritten(metadata?.annotations, annotations).filter(([key]) => key !== CHANGE_CAUSE);
  if (clashes.length === 0) return;
  const texts = clashes.map(([key, value]) => `'${key}' already has a value (${value})`);
  throw new PlainError(`--overwrite is false but found the following declared annotation(s): ${texts.join('; ')}`);
}
