// Models staging/src/k8s.io/kubectl/pkg/cmd/scale/scale.go and pkg/scale/scale.go (v1.35).
import type * as k from '../../../engine/api/generated/types.ts';
import { MINUTE, SECOND, after } from '../../../engine/kernel/time.ts';
import { askObject, scopeOf } from '../api.ts';
import { sendPatch } from '../changing/patches.ts';
import { type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, PlainError, ServerRefusal, throwAll } from '../errors/errors.ts';
import { allFlag, filenameFlags, selectionOf, selectorFlag } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { recordAfterwards, recordFlag } from '../writing/record.ts';
import { dryRunFlag, dryRunOf } from '../writing/write-flags.ts';

export const scaleCommand: Command = {
  name: 'scale',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  usage:
    'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
  flags: [
    allFlag,
    selectorFlag,
    ...filenameFlags,
    ...outputFlags,
    dryRunFlag,
    recordFlag,
    { name: 'replicas', type: 'int', default: 0, required: true },
    { name: 'current-replicas', type: 'int', default: -1 },
    { name: 'resource-version', type: 'string' },
    { name: 'timeout', type: 'duration', default: '0s' },
  ],
  run,
};

/** How often and how long kubectl tries again when somebody else changes the object. */
const RETRY_US = SECOND;
const RETRY_MAX_US = 5 * MINUTE;

async function run(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  const dryRun = dryRunOf(flags);
  const print = resultPrinter(context, dryRun);
  validate(context);
  const { targets, errors } = await targetsOf(context, selectionOf(context, args), { latest: false });
  if (flags.text('resource-version') !== '' && targets.length > 1) {
    throw new PlainError('cannot use --resource-version with multiple resources');
  }
  if (targets.length === 0) {
    throwAll(errors);
    throw new PlainError('no objects passed to scale');
  }
  for (const target of targets) {
    if (dryRun !== 'client') await scale(context, target);
    if (dryRun === 'none' && flags.duration('timeout') !== 0) await waitForSize(context, target);
    if (dryRun === 'none') await recordAfterwards(context, target);
    print(target.object, 'scaled');
  }
  throwAll(errors);
  return 0;
}

function validate({ flags }: CommandContext): void {
  if (flags.int('replicas') < 0) {
    throw new PlainError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  }
  if (flags.int('current-replicas') < -1) {
    throw new PlainError('The --current-replicas must specify an integer of -1 or greater');
  }
}

async function scale(context: CommandContext, target: Target): Promise<void> {
  const { client, signal } = context;
  const deadline = after(client.now, RETRY_MAX_US);
  for (;;) {
    try {
      await scaleOnce(context, target);
      return;
    } catch (caught) {
      const failure = asFailure(caught);
      const isConflict = failure instanceof ServerRefusal && failure.status.reason === 'Conflict';
      if (!isConflict || signal.aborted) throw failure;
      if (client.now >= deadline) throw new PlainError('context deadline exceeded');
    }
    await client.sleep(RETRY_US, signal);
  }
}

async function scaleOnce(context: CommandContext, target: Target): Promise<void> {
  const { flags } = context;
  const replicas = flags.int('replicas');
  if (flags.int('current-replicas') === -1 && flags.text('resource-version') === '') {
    await sendPatch(context, { ...target, subresource: 'scale' }, 'merge', { spec: { replicas } });
    return;
  }
  const current = await getScale(context, target);
  checkPreconditions(context, current);
  const { resource, namespace, name } = target;
  await askObject(context, {
    verb: 'update',
    resource: resource.resource,
    name,
    ...scopeOf(resource, namespace),
    subresource: 'scale',
    object: { ...current, spec: { replicas } } as k.Scale,
    ...(dryRunOf(flags) === 'server' && { dryRun: true }),
  });
}

async function getScale(context: CommandContext, { resource, namespace, name }: Target): Promise<k.Scale> {
  const request = { verb: 'get', resource: resource.resource, name, subresource: 'scale' } as const;
  return await askObject(context, { ...request, ...scopeOf(resource, namespace) });
}

function checkPreconditions({ flags }: CommandContext, { spec, metadata }: k.Scale): void {
  const [size, actualSize] = [flags.int('current-replicas'), spec?.replicas ?? 0];
  if (size !== -1 && size !== actualSize) throw new PlainError(`Expected replicas to be ${size}, was ${actualSize}`);
  const [wanted, actual] = [flags.text('resource-version'), metadata?.resourceVersion ?? ''];
  if (wanted !== '' && wanted !== actual) {
    throw new PlainError(`Expected resource version to be ${wanted}, was ${actual}`);
  }
}

/** Waits until it has as many replicas as it should, or somebody else wants another number. */
async function waitForSize(context: CommandContext, target: Target): Promise<void> {
  const { client, flags, signal } = context;
  const replicas = flags.int('replicas');
  const deadline = after(client.now, flags.duration('timeout'));
  while (!signal.aborted) {
    const { spec, status } = await getScale(context, target);
    if (spec?.replicas !== replicas || status?.replicas === replicas) return;
    if (client.now >= deadline) throw new PlainError(`timed out waiting for "${target.name}" to be synced`);
    await client.sleep(Math.min(RETRY_US, deadline - client.now), signal);
  }
}
