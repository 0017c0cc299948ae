// Models RunDrain of staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go (v1.35).
import type * as k from '../../../engine/api/generated/types.ts';
import { parseLabelSelector } from '../../../engine/api/selectors.ts';
import { ask } from '../api.ts';
import type { Target } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, ErrorGroup, PlainError, throwAll } from '../errors/errors.ts';
import { faultsOf, judge, type Verdict, warningsOf } from '../drain/filters.ts';
import { cordon, nodesOf } from '../drain/nodes.ts';
import { removePods } from '../drain/remove-pods.ts';
import { selectorFlag } from '../flags/selection-flags.ts';
import { resultLine } from '../printers/results.ts';
import { dryRunFlag, dryRunOf } from '../writing/write-flags.ts';

export const drainCommand: Command = {
  name: 'drain',
  short: 'Drain node in preparation for maintenance',
  usage: 'drain NODE',
  flags: [
    selectorFlag,
    dryRunFlag,
    { name: 'chunk-size', type: 'int', default: 500 },
    { name: 'delete-emptydir-data', type: 'boolean' },
    { name: 'disable-eviction', type: 'boolean' },
    { name: 'force', type: 'boolean' },
    { name: 'grace-period', type: 'int', default: -1 },
    { name: 'ignore-daemonsets', type: 'boolean' },
    { name: 'pod-selector', type: 'string' },
    { name: 'skip-wait-for-delete-timeout', type: 'int', default: 0 },
    { name: 'timeout', type: 'duration', default: '0s' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { flags, err, out } = context;
  if (!parseLabelSelector(flags.text('pod-selector')).ok) {
    throw new PlainError('--pod-selector=<pod_selector> must be a valid label selector');
  }
  const nodes = await nodesOf(context);
  await cordon(context, nodes, true);
  const failures: Error[] = [];
  const pending: string[] = [];
  for (const node of nodes) {
    const failure = await drainNode(context, node);
    if (failure) {
      err(`error: unable to drain node "${node.name}" due to error: ${failure.message}, continuing command...\n`);
      failures.push(failure);
      pending.push(node.name);
    } else out(resultLine(node.object, 'drained', dryRunOf(flags)));
  }
  if (pending.length > 0)
    err(`There are pending nodes to be drained:\n${pending.map((name) => ` ${name}\n`).join('')}`);
  throwAll(failures);
  return 0;
}

/** Why a Node could not be drained; undefined when it was. */
async function drainNode(context: CommandContext, { name }: Target): Promise<Error | undefined> {
  const { flags, out, warn } = context;
  const verdicts = await podsOn(context, name);
  const faults = faultsOf(verdicts);
  if (faults.length > 0) return new ErrorGroup(faults);
  const warnings = warningsOf(verdicts);
  if (warnings !== '') warn(warnings);
  const pods = leaving(verdicts);
  if (dryRunOf(flags) === 'client') {
    for (const { metadata } of pods)
      out(`evicting pod ${metadata?.namespace ?? ''}/${metadata?.name ?? ''} (dry run)\n`);
    return undefined;
  }
  if (pods.length === 0) return undefined;
  try {
    await removePods(context, pods);
    return undefined;
  } catch (caught) {
    const failure = asFailure(caught);
    await tellPending(context, name, failure);
    return failure;
  }
}

const leaving = (verdicts: readonly Verdict[]): readonly k.Pod[] =>
  verdicts.filter(({ goes }) => goes).map(({ pod }) => pod);

async function podsOn(context: CommandContext, node: string): Promise<readonly Verdict[]> {
  const labelSelector = context.flags.text('pod-selector');
  const fieldSelector = `spec.nodeName=${node}`;
  const request = { verb: 'list', resource: 'pods', fieldSelector } as const;
  const { items = [] } = await ask(context, { ...request, ...(labelSelector !== '' && { labelSelector }) });
  const verdicts: Verdict[] = [];
  for (const pod of items) verdicts.push(await judge(context, pod));
  return verdicts;
}

/** Tells what is still there when the Pods could not all be removed. */
async function tellPending(context: CommandContext, node: string, failure: Error): Promise<void> {
  const { err } = context;
  const verdicts = await podsOn(context, node);
  const pods = leaving(verdicts);
  if (pods.length > 0) {
    const names = pods.map(({ metadata }) => `pod/${metadata?.name ?? ''}\n`).join('');
    err(`There are pending pods in node "${node}" when an error occurred: ${failure.message}\n${names}`);
  }
  const faults = faultsOf(verdicts);
  if (faults.length === 0) return;
  err(`Following errors occurred while getting the list of pods to delete:\n${new ErrorGroup(faults).message}`);
}
