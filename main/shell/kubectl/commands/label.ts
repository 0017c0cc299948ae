// Models staging/src/k8s.io/kubectl/pkg/cmd/label/label.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { labelValueFaults } from '../../../engine/api/metadata.ts';
import { jsonEqual } from '../../../engine/kernel/json.ts';
import {
  checkAll,
  checkList,
  checkResources,
  checkVersion,
  metadataFlags,
  staysHere,
} from '../changing/metadata-flags.ts';
import { listPairs, overwritten, pairsPatch, withPairs } from '../changing/metadata-maps.ts';
import { type Pairs, splitPairs } from '../changing/pairs.ts';
import { sendPatch } from '../changing/patches.ts';
import { changeEach, type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, throwAll } from '../errors/errors.ts';
import { selectionOf } from '../flags/selection-flags.ts';
import { resultPrinter } from '../printers/results.ts';
import { recorded, recordedPatch } from '../writing/record.ts';
import { dryRunOf } from '../writing/write-flags.ts';

export const labelCommand: Command = {
  name: 'label',
  short: 'Update the labels on a resource',
  usage: 'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  flags: metadataFlags('kubectl-label'),
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  const dryRun = dryRunOf(flags);
  const { resources, pairs } = splitPairs(args, 'label');
  const labels = parseLabels(pairs);
  checkList(context);
  checkAll(context);
  checkResources(context, resources, 'pod');
  if (pairs.length === 0 && !flags.bool('list')) throw new PlainError('at least one label update is required');
  const targets = await targetsOf(context, selectionOf(context, resources), { latest: !flags.bool('local') });
  checkVersion(context, targets.singular);
  const failures = await changeEach(targets, async (target) => {
    const labeled = await labelOne(context, target, labels);
    if (flags.bool('list')) listPairs(context, 'labels', { ...target, object: labeled.object }, targets.singular);
    else resultPrinter(context, dryRun)(labeled.object, labeled.outcome);
  });
  throwAll(failures);
  return 0;
}

function parseLabels(pairs: readonly string[]): Pairs {
  const assigned = new Map<string, string>();
  const removed: string[] = [];
  for (const pair of pairs) {
    if (!pair.includes('=')) {
      removed.push(pair.slice(0, -1));
      continue;
    }
    const [key = '', value = '', ...more] = pair.split('=');
    if (more.length > 0) throw new PlainError(`invalid label spec: ${pair}`);
    const faults = labelValueFaults(value);
    if (faults.length > 0) throw new PlainError(`invalid label value: ${JSON.stringify(pair)}: ${faults.join(';')}`);
    assigned.set(key, value);
  }
  if (removed.some((key) => assigned.has(key))) {
    throw new PlainError('can not both modify and remove a label in the same command');
  }
  return { assigned, removed };
}

interface Labeled {
  /** As it was had, with the new labels. */
  readonly object: KubeObject;
  readonly outcome: string;
}

async function labelOne(context: CommandContext, target: Target, labels: Pairs): Promise<Labeled> {
  const { flags, out } = context;
  const version = flags.text('resource-version');
  const object = version === '' ? target.object : withoutVersion(target.object);
  const current = object.metadata?.labels;
  if (!staysHere(context)) {
    for (const key of labels.removed) if (current?.[key] === undefined) out(`label "${key}" not found.\n`);
  }
  const clashes = flags.bool('overwrite') ? [] : overwritten(current, labels);
  throwAll(
    clashes.map(([key, value]) => new PlainError(`'${key}' already has a value (${value}), and --overwrite is false`)),
  );
  const changed = recorded(context, withPairs(object, 'labels', labels, version));
  const outcome = outcomeOf(object, changed, flags.bool('overwrite'));
  if (!staysHere(context))
    await sendPatch(context, target, 'merge', recordedPatch(context, pairsPatch(object, 'labels', labels, version)));
  return { object: changed, outcome };
}

function withoutVersion(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: undefined } };
}

/** kubectl looks at the length of the object: when it got shorter, labels must have gone. */
function outcomeOf(before: KubeObject, after: KubeObject, overwrite: boolean): string {
  if (jsonEqual(before, after)) return 'not labeled';
  return !overwrite && JSON.stringify(after).length < JSON.stringify(before).length ? 'unlabeled' : 'labeled';
}
