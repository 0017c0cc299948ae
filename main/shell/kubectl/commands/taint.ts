// Models staging/src/k8s.io/kubectl/pkg/cmd/taint/taint.go (v1.35).
import type * as k from '../../../engine/api/generated/types.ts';
import { patchTo, sendPatch } from '../changing/patches.ts';
import { isSame, parseTaints, retaint, type TaintChanges } from '../changing/taints.ts';
import { changeEach, type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, throwAll, usageError } from '../errors/errors.ts';
import { selectorFlag } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { mappedResource } from '../resources/mapper.ts';
import type { Selection } from '../resources/selection.ts';
import { dryRunFlag, dryRunOf, fieldManagerFlag, validateFlag, validationOf } from '../writing/write-flags.ts';

export const taintCommand: Command = {
  name: 'taint',
  short: 'Update the taints on one or more nodes',
  usage: 'taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  flags: [
    ...outputFlags,
    dryRunFlag,
    validateFlag,
    selectorFlag,
    fieldManagerFlag('kubectl-taint'),
    { name: 'all', type: 'boolean' },
    { name: 'overwrite', type: 'boolean' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags, path } = context;
  const dryRun = dryRunOf(flags);
  validationOf(flags);
  const { resources, specs } = splitTaints(args);
  const changes = changesOf(path, specs);
  validate(context, resources, changes);
  const targets = await targetsOf(context, selectionOfNodes(context, resources), { latest: true });
  const failures = await changeEach(targets, async (target) => {
    const { object, operation } = tainted(context, target, changes);
    const patch = patchTo(target, object);
    const outcome = dryRun === 'client' ? object : await sendPatch(context, target, 'strategic', patch);
    resultPrinter(context)(outcome, operation);
  });
  throwAll(failures);
  return 0;
}

interface SplitTaints {
  readonly resources: readonly string[];
  readonly specs: readonly string[];
}

function splitTaints(args: readonly string[]): SplitTaints {
  const isTaint = (arg: string) => arg.includes('=') || arg.includes(':') || arg.endsWith('-');
  const first = args.findIndex(isTaint);
  const [resources, specs] = first < 0 ? [args, []] : [args.slice(0, first), args.slice(first)];
  const stray = specs.find((arg) => !isTaint(arg));
  if (stray !== undefined) throw new PlainError(`all resources must be specified before taint changes: ${stray}`);
  if (resources.length === 0) {
    throw new PlainError('one or more resources must be specified as <resource> <name>');
  }
  if (specs.length === 0) throw new PlainError('at least one taint update is required');
  return { resources, specs };
}

function changesOf(path: string, specs: readonly string[]): TaintChanges {
  try {
    return parseTaints(specs);
  } catch (caught) {
    throw caught instanceof PlainError ? usageError(path, caught.message) : caught;
  }
}

function validate({ client, flags }: CommandContext, resources: readonly string[], changes: TaintChanges): void {
  const [type = '', ...names] = resources.map((resource) => resource.toLowerCase());
  if (mappedResource(client, type).kind !== 'Node') {
    throw new PlainError(`invalid resource type ${type}, only node types are supported`);
  }
  const both = changes.added.flatMap((added) =>
    changes.removed.filter((removed) => added.key === removed.key && (removed.effect === '' || isSame(added, removed))),
  );
  if (both.length > 0) {
    const texts = both.map(({ key, effect }) => `${key}=${effect}`).join(', ');
    throw new PlainError(`can not both modify and remove the following taint(s) in the same command: ${texts}`);
  }
  const isSelected = flags.bool('all') || flags.text('selector') !== '';
  if (flags.bool('all') && flags.text('selector') !== '') {
    throw new PlainError("setting 'all' parameter with a non empty selector is prohibited");
  }
  if (!isSelected && names.length === 0) {
    throw new PlainError("at least one resource name must be specified since 'all' parameter is not set");
  }
}

function selectionOfNodes({ flags }: CommandContext, [, ...names]: readonly string[]): Selection {
  const labelSelector = flags.text('selector');
  if (flags.bool('all')) return { args: ['nodes'], all: true };
  if (labelSelector !== '') return { args: ['nodes'], labelSelector };
  return { args: ['nodes', ...names] };
}

function tainted(
  { flags }: CommandContext,
  { object, name }: Target,
  changes: TaintChanges,
): { readonly object: k.Node; readonly operation: string } {
  const node: k.Node = object;
  const current = node.spec?.taints ?? [];
  const overwrite = flags.bool('overwrite');
  const clashes = changes.added.filter((added) => current.some((taint) => isSame(taint, added)));
  if (!overwrite && clashes.length > 0) {
    const keys = clashes.map(({ key }) => key).join(',');
    throw new PlainError(`node ${name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`);
  }
  const { taints, operation } = retaint(current, changes, overwrite);
  const spec = { ...node.spec, taints: taints.length > 0 ? taints : undefined };
  return { object: { ...node, spec }, operation };
}
