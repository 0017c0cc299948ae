// Models staging/src/k8s.io/kubectl/pkg/cmd/wait/wait.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { MILLISECOND, SECOND, after, type Micros } from '../../../engine/kernel/time.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, asFailure, isNotFound, throwAll } from '../errors/errors.ts';
import { allFlag, builderFlags, selectionFlags, selectionOf } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { groupVersionOf } from '../resources/mapper.ts';
import { type Item, getNamed, sortVisits, visit } from '../resources/visit.ts';
import { type WaitCondition, parseCondition } from './wait-condition.ts';

export const waitCommand: Command = {
  name: 'wait',
  short: 'Wait for a specific condition on one or many resources',
  usage:
    "wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  flags: [
    allFlag,
    ...builderFlags,
    ...selectionFlags,
    { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
    ...outputFlags,
    { name: 'for', type: 'string' },
    { name: 'local', type: 'boolean' },
    { name: 'timeout', type: 'duration', default: '30s' },
  ],
  run,
};

const POLL_US = 20 * MILLISECOND;
/** A negative timeout means a week. */
const WEEK_US = 7 * 24 * 3_600 * SECOND;

async function run(context: CommandContext): Promise<number> {
  const { args, flags, client } = context;
  const timeoutUs = flags.duration('timeout');
  const deadline = after(client.now, timeoutUs < 0 ? WEEK_US : timeoutUs);
  const print = resultPrinter(context);
  const say = (object: KubeObject) => {
    print(object, 'condition met');
  };
  const condition = parseCondition(flags.text('for'));
  if (condition.type === 'create') return await waitForCreation(context, deadline, say);
  const { visits } = await visit(context, selectionOf(context, args), { latest: true });
  const isGone = (error: Error) => condition.type === 'delete' && isNotFound(error);
  const failures: Error[] = [];
  for (const one of visits) {
    const failure = one.ok ? await attempt(() => waitFor(context, one.item, condition, deadline, say)) : one.error;
    if (failure && !isGone(failure)) failures.push(failure);
  }
  throwAll(failures);
  if (visits.length === 0 && condition.type !== 'delete') throw new PlainError('no matching resources found');
  return 0;
}

async function attempt(work: () => Promise<void>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (caught) {
    return asFailure(caught);
  }
}

/**
 * Waits for one object. The deadline is that of all together: when it has passed, nobody looks any more. Throws
 * PlainError when it passes.
 */
async function waitFor(
  context: CommandContext,
  item: Item,
  condition: WaitCondition,
  deadline: Micros,
  say: (object: KubeObject) => void,
): Promise<void> {
  const { client, flags, signal } = context;
  const looksOnce = flags.duration('timeout') === 0;
  while (looksOnce || client.now < deadline) {
    const { isMet, object } = await lookAt(context, item, condition);
    if (isMet) {
      say(object);
      return;
    }
    if (looksOnce) throw new PlainError(`condition not met for ${item.resource.resource}/${item.name}`);
    if (signal.aborted) break;
    await client.sleep(Math.min(POLL_US, Math.max(deadline - client.now, 0)), signal);
  }
  throw new PlainError(`timed out waiting for the condition on ${item.resource.resource}/${item.name}`);
}

interface Look {
  readonly isMet: boolean;
  /** As it is, or as it was last. */
  readonly object: KubeObject;
}

async function lookAt(context: CommandContext, item: Item, condition: WaitCondition): Promise<Look> {
  try {
    const object = await getNamed(context, item);
    const uid = item.object?.metadata?.uid;
    const isReplaced = condition.type === 'delete' && uid !== undefined && object.metadata?.uid !== uid;
    return { isMet: isReplaced || condition.isMet(object), object };
  } catch (caught) {
    if (condition.type !== 'delete' || !isNotFound(caught)) throw caught;
    const { resource, name, object } = item;
    const unseen = { apiVersion: groupVersionOf(resource), kind: resource.kind, metadata: { name } };
    return { isMet: true, object: object ?? unseen };
  }
}

/** Waits until everything that is named is there. */
async function waitForCreation(
  context: CommandContext,
  deadline: Micros,
  say: (object: KubeObject) => void,
): Promise<number> {
  const selection = selectionOf(context, context.args);
  for (;;) {
    const { items, errors } = sortVisits((await visit(context, selection, { latest: true })).visits);
    const serious = errors.filter((error) => !isNotFound(error));
    throwAll(serious);
    if (errors.length === 0 && items.length > 0) {
      for (const { object } of items) if (object) say(object);
      return 0;
    }
    if (context.client.now >= deadline) throw new PlainError('timed out waiting for the condition');
    await context.client.sleep(Math.min(POLL_US, Math.max(deadline - context.client.now, 0)), context.signal);
  }
}
