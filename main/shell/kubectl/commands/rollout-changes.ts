// Models staging/src/k8s.io/kubectl/pkg/cmd/rollout/{rollout_restart,rollout_pause,rollout_resume}.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type * as k from '../../../engine/api/generated/types.ts';
import { toTimestamp } from '../../../engine/kernel/time.ts';
import { patchTo, sendPatch } from '../changing/patches.ts';
import { changeEach, type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, PlainError, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf, selectorFlag } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { qualifiedResource } from '../resources/mapper.ts';
import { groupKindOf, requireResource } from '../rollout/kinds.ts';
import { fieldManagerFlag } from '../writing/write-flags.ts';

interface Change {
  readonly name: string;
  readonly short: string;
  /** What is told: `restarted`. */
  readonly outcome: string;
  /** What is told where nothing is changed. */
  readonly unchanged: (name: string) => string;
  /** The object as it is to be. Throws PlainError where that cannot be. */
  readonly apply: (context: CommandContext, target: Target) => KubeObject;
}

function changeCommand(change: Change): Command {
  return {
    name: change.name,
    short: change.short,
    usage: `rollout ${change.name} RESOURCE`,
    flags: [selectorFlag, ...filenameFlags, ...outputFlags, fieldManagerFlag('kubectl-rollout')],
    run: (context) => run(context, change),
  };
}

async function run(context: CommandContext, change: Change): Promise<number> {
  const { args, err, namespace } = context;
  requireResource(context);
  const selection = { ...selectionOf(context, args), typeAlone: true };
  const { targets, errors } = await targetsOf(context, selection, { latest: true });
  if (targets.length === 0 && errors.length === 0) err(`No resources found in ${namespace} namespace.\n`);
  const failures = await changeEach({ targets, errors }, async (target) => {
    resultPrinter(context)(await changed(context, target, change), change.outcome);
  });
  throwAll(failures);
  return 0;
}

async function changed(context: CommandContext, target: Target, change: Change): Promise<KubeObject> {
  const patch = patchTo(target, attempt(context, target, change));
  if (Object.keys(patch).length === 0) throw new PlainError(change.unchanged(target.name));
  try {
    return await sendPatch(context, target, 'strategic', patch);
  } catch (caught) {
    throw new PlainError(`failed to patch: ${asFailure(caught).message}`);
  }
}

function attempt(context: CommandContext, target: Target, { apply }: Change): KubeObject {
  try {
    return apply(context, target);
  } catch (caught) {
    const { resource, name } = target;
    throw new PlainError(`error: ${qualifiedResource(resource)} "${name}" ${asFailure(caught).message}`);
  }
}

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const RESTARTABLE = ['Deployment.apps', 'DaemonSet.apps', 'StatefulSet.apps'];

export const rolloutRestartCommand = changeCommand({
  name: 'restart',
  short: 'Restart a resource',
  outcome: 'restarted',
  unchanged: (name) =>
    `failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
  apply: ({ client }, { resource, object }) => {
    if (!RESTARTABLE.includes(groupKindOf(resource))) throw new PlainError('restarting is not supported');
    const { spec } = object as k.Deployment;
    if (spec?.paused) throw new PlainError("can't restart paused deployment (run rollout resume first)");
    const { metadata } = spec?.template ?? {};
    const annotations = { ...metadata?.annotations, [RESTARTED_AT]: toTimestamp(client.now) };
    const template = { ...spec?.template, metadata: { ...metadata, annotations } };
    return { ...object, spec: { ...spec, template } } as k.Deployment;
  },
});

function withPaused({ resource, object }: Target, paused: boolean, verb: string): KubeObject {
  if (groupKindOf(resource) !== 'Deployment.apps') throw new PlainError(`${verb} is not supported`);
  const { spec } = object as k.Deployment;
  if ((spec?.paused ?? false) === paused) throw new PlainError(paused ? 'is already paused' : 'is not paused');
  return { ...object, spec: { ...spec, paused: paused ? true : undefined } } as k.Deployment;
}

export const rolloutPauseCommand = changeCommand({
  name: 'pause',
  short: 'Mark the provided resource as paused',
  outcome: 'paused',
  unchanged: (name) => `failed to create patch for ${name}`,
  apply: (_, target) => withPaused(target, true, 'pausing'),
});

export const rolloutResumeCommand = changeCommand({
  name: 'resume',
  short: 'Resume a paused resource',
  outcome: 'resumed',
  unchanged: (name) => `failed to create patch for ${name}`,
  apply: (_, target) => withPaused(target, false, 'resuming'),
});
