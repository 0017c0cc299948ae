// Models DrainCmdOptions.Complete and RunCordonOrUncordon of staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go and
// pkg/drain/cordon.go (v1.35): the Nodes that are meant, and whether Pods may be put on them.
import type * as k from '../../../engine/api/generated/types.ts';
import { sendPatch } from '../changing/patches.ts';
import { type Target, targetsOf } from '../changing/targets.ts';
import type { CommandContext } from '../command.ts';
import { asFailure, PlainError, throwAll, usageError } from '../errors/errors.ts';
import { resultLine } from '../printers/results.ts';
import { groupVersionOf } from '../resources/mapper.ts';
import { dryRunOf } from '../writing/write-flags.ts';

/** The Nodes of the arguments or of `--selector`. Throws PlainError when there are neither, or both. */
export async function nodesOf(context: CommandContext): Promise<readonly Target[]> {
  const { args, flags, path } = context;
  const labelSelector = flags.text('selector');
  if (args.length === 0 && !flags.given('selector')) throw usageError(path, `USAGE: ${path} NODE [flags]`);
  if (args.length > 0 && labelSelector !== '') {
    throw usageError(path, 'error: cannot specify both a node name and a --selector option');
  }
  dryRunOf(flags);
  const pairs = args.map((arg) => (arg.includes('/') ? arg : `nodes/${arg}`));
  const selection = labelSelector === '' ? { args: pairs } : { args: ['nodes'], labelSelector };
  const { targets, errors } = await targetsOf(context, selection, { latest: false });
  throwAll([...errors, ...targets.flatMap(strangerFault)]);
  return targets;
}

function strangerFault({ resource }: Target): readonly Error[] {
  if (resource.resource === 'nodes') return [];
  const version = resource.group === '' ? `/${resource.version}` : groupVersionOf(resource);
  return [new PlainError(`error: expected resource of type node, got "${version}, Resource=${resource.resource}"`)];
}

/** Marks Nodes so that Pods may or may not be put on them; a refusal is told and hinders nothing else. */
export async function cordon(context: CommandContext, nodes: readonly Target[], wanted: boolean): Promise<void> {
  const operation = wanted ? 'cordon' : 'uncordon';
  const dryRun = dryRunOf(context.flags);
  for (const node of nodes) {
    const { spec } = node.object as k.Node;
    const isAlready = (spec?.unschedulable ?? false) === wanted;
    try {
      if (!isAlready && dryRun !== 'client') {
        await sendPatch(context, node, 'strategic', { spec: { unschedulable: wanted ? true : null } });
      }
      context.out(resultLine(node.object, `${isAlready ? 'already ' : ''}${operation}ed`, dryRun));
    } catch (caught) {
      context.err(`error: unable to ${operation} node "${node.name}": ${asFailure(caught).message}\n`);
    }
  }
}
