// Models staging/src/k8s.io/kubectl/pkg/cmd/rollout/rollout_status.go (v1.35).
import type { ApiChange } from '../../../../preload/contract/inputs.ts';
import { after, type Micros, MILLISECOND } from '../../../engine/kernel/time.ts';
import { ask, scopeOf } from '../api.ts';
import { type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf, selectorFlag } from '../flags/selection-flags.ts';
import { groupKindOf, requireResource } from '../rollout/kinds.ts';
import { type ProgressOf, progressOf } from '../rollout/progress.ts';

export const rolloutStatusCommand: Command = {
  name: 'status',
  short: 'Show the status of the rollout',
  usage: 'rollout status (TYPE NAME | TYPE/NAME) [flags]',
  flags: [
    selectorFlag,
    ...filenameFlags,
    { name: 'revision', type: 'int', default: 0 },
    { name: 'timeout', type: 'duration', default: '0s' },
    { name: 'watch', shorthand: 'w', type: 'boolean', default: true },
  ],
  run,
};

const POLL_US = 20 * MILLISECOND;
const INTERRUPTED = 130;

async function run(context: CommandContext): Promise<number> {
  const { args, err, flags, namespace } = context;
  requireResource(context);
  const revision = flags.int('revision');
  if (revision < 0) throw new PlainError(`revision must be a positive integer: ${revision}`);
  const selection = { ...selectionOf(context, args), typeAlone: true };
  const { targets, errors } = await targetsOf(context, selection, { latest: true });
  if (targets.length === 0 && errors.length === 0) err(`No resources found in ${namespace} namespace.\n`);
  for (const target of targets) {
    if (!(await follow(context, target))) return INTERRUPTED;
  }
  throwAll(errors);
  return 0;
}

/** Tells of a rollout until it is done; answers whether it came so far. Throws PlainError when it cannot. */
async function follow(context: CommandContext, target: Target): Promise<boolean> {
  const { client, flags, signal } = context;
  const groupKind = groupKindOf(target.resource);
  const progress = progressOf[groupKind];
  if (!progress) throw new PlainError(`no status viewer has been implemented for ${groupKind}`);
  const timeoutUs = flags.duration('timeout');
  const deadline = timeoutUs === 0 ? undefined : after(client.now, timeoutUs);
  let { changes, revision } = await present(context, target);
  while (!signal.aborted) {
    if (changes.some((change) => isOver(context, change, progress))) return true;
    await pause(context, deadline);
    ({ changes, revision } = await changesSince(context, target, revision));
  }
  return false;
}

interface Seen {
  readonly changes: readonly ApiChange[];
  readonly revision: string;
}

/** The object as it is when the watch begins. */
async function present(context: CommandContext, { resource, namespace, name }: Target): Promise<Seen> {
  const request = { verb: 'list', resource: resource.resource, fieldSelector: `metadata.name=${name}` } as const;
  const { items = [], revision = '' } = await ask(context, { ...request, ...scopeOf(resource, namespace) });
  return { changes: items.map((object) => ({ type: 'ADDED', object })), revision };
}

async function changesSince(
  context: CommandContext,
  { resource, namespace, name }: Target,
  since: string,
): Promise<Seen> {
  const request = { verb: 'watch', resource: resource.resource, name, since } as const;
  const { changes = [], revision = since } = await ask(context, { ...request, ...scopeOf(resource, namespace) });
  return { changes, revision };
}

function isOver({ flags, out }: CommandContext, { type, object }: ApiChange, progress: ProgressOf): boolean {
  if (type === 'DELETED') throw new PlainError('object has been deleted');
  const { text, isDone } = progress(object, flags.int('revision'));
  out(text);
  return isDone || !flags.bool('watch');
}

async function pause({ client, signal }: CommandContext, deadline: Micros | undefined): Promise<void> {
  await client.sleep(Math.max(Math.min(POLL_US, (deadline ?? Infinity) - client.now), 0), signal);
  if (deadline !== undefined && client.now >= deadline) throw new PlainError('timed out waiting for the condition');
}
