// Models evictPods, deletePods and waitForDelete of staging/src/k8s.io/kubectl/pkg/drain/drain.go (v1.35).
import type * as k from '../../../engine/api/generated/types.ts';
import { SECOND, after, type Micros } from '../../../engine/kernel/time.ts';
import { ask } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { asFailure, ErrorGroup, isNotFound, PlainError, ServerRefusal } from '../errors/errors.ts';
import { formatDuration } from '../../../engine/kernel/go-duration.ts';
import { resultLine } from '../printers/results.ts';
import { dryRunOf } from '../writing/write-flags.ts';
import { isSkipped } from './filters.ts';

const RETRY_US = 5 * SECOND;
const POLL_US = SECOND;
/** How often the client itself asks again when the server says after how many seconds. */
const PATIENCE_MAX = 10;

/** Evicts or deletes Pods and waits until they are gone. Throws an ErrorGroup, PlainError or ServerRefusal. */
export async function removePods(context: CommandContext, pods: readonly k.Pod[]): Promise<void> {
  const timeoutUs = context.flags.duration('timeout');
  const deadline = timeoutUs === 0 ? undefined : after(context.client.now, timeoutUs);
  await (context.flags.bool('disable-eviction') ? deleteAll : evictAll)(context, pods, deadline);
}

/** All at once; the last one comes first, as Go's scheduler has it. */
async function evictAll(context: CommandContext, pods: readonly k.Pod[], deadline: Micros | undefined): Promise<void> {
  const outcomes = await Promise.all(
    [...pods.slice(-1), ...pods.slice(0, -1)].map((pod) => attempt(() => evict(context, pod, deadline))),
  );
  const failures = outcomes.filter((outcome) => outcome !== undefined);
  if (failures.length > 0) throw new ErrorGroup(failures);
}

async function attempt(work: () => Promise<unknown>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (caught) {
    return asFailure(caught);
  }
}

async function evict(context: CommandContext, first: k.Pod, deadline: Micros | undefined): Promise<void> {
  const { client, err, out, signal } = context;
  const isDryRun = dryRunOf(context.flags) === 'server';
  const { name = '', namespace = '' } = first.metadata ?? {};
  const evicting = `error when evicting pods/"${name}" -n "${namespace}"`;
  let pod = first;
  while (!signal.aborted) {
    out(`evicting pod ${namespace}/${name}${isDryRun ? ' (server dry run)' : ''}\n`);
    if (deadline !== undefined && client.now >= deadline) {
      throw new PlainError(`${evicting}: global timeout reached: ${timeoutText(context)}`);
    }
    const refusal = await attempt(() => askEviction(context, pod));
    if (!refusal || isTerminating(refusal, pod)) break;
    if (isNotFound(refusal)) return;
    if (!mayPass(refusal)) throw new PlainError(`${evicting}: ${refusal.message}`);
    const what = isNamespaceGoing(refusal)
      ? `error when evicting pod "${name}" from terminating namespace "${namespace}"`
      : evicting;
    err(`${what} (will retry after ${formatDuration(RETRY_US)}): ${refusal.message}\n`);
    await client.sleep(RETRY_US, signal);
    pod = (await find(context, pod)) ?? pod;
  }
  if (isDryRun) return;
  const failure = await attempt(() => waitUntilGone(context, [pod], deadline, 'evicted'));
  if (!failure) return;
  throw new PlainError(
    `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: ${failure.message}`,
  );
}

const timeoutText = ({ flags }: CommandContext): string => formatDuration(flags.duration('timeout'));

const isNamespaceGoing = (error: Error): boolean =>
  error instanceof ServerRefusal &&
  error.status.reason === 'Forbidden' &&
  (error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') ?? false);

const isTerminating = (error: Error, { metadata }: k.Pod): boolean =>
  metadata?.deletionTimestamp !== undefined && isNamespaceGoing(error);

const mayPass = (error: Error): boolean =>
  isNamespaceGoing(error) || (error instanceof ServerRefusal && error.status.reason === 'TooManyRequests');

/** Asks for an eviction; while the server says when to ask again, it is asked again. */
async function askEviction(context: CommandContext, { metadata }: k.Pod): Promise<void> {
  const { namespace = '', name = '' } = metadata ?? {};
  const eviction: k.Eviction = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    deleteOptions: graceOf(context),
  };
  const request = { verb: 'create', resource: 'pods', namespace, name, subresource: 'eviction' } as const;
  const dryRun = dryRunOf(context.flags) === 'server' ? { dryRun: true } : {};
  for (let tries = 0; ; tries++) {
    const failure = await attempt(() => ask(context, { ...request, object: eviction, ...dryRun }));
    if (!failure) return;
    const seconds = failure instanceof ServerRefusal ? (failure.status.details?.retryAfterSeconds ?? 0) : 0;
    if (seconds === 0 || tries === PATIENCE_MAX || context.signal.aborted) throw failure;
    await context.client.sleep(seconds * SECOND, context.signal);
  }
}

function graceOf({ flags }: CommandContext): { readonly gracePeriodSeconds?: number } {
  const seconds = flags.int('grace-period');
  return seconds >= 0 ? { gracePeriodSeconds: seconds } : {};
}

async function deleteAll(context: CommandContext, pods: readonly k.Pod[], deadline: Micros | undefined): Promise<void> {
  for (const { metadata } of pods) {
    const { namespace = '', name = '' } = metadata ?? {};
    const request = { verb: 'delete', resource: 'pods', namespace, name, ...graceOf(context) } as const;
    const dryRun = dryRunOf(context.flags) === 'server' ? { dryRun: true } : {};
    const failure = await attempt(() => ask(context, { ...request, ...dryRun }));
    if (failure && !isNotFound(failure)) throw failure;
  }
  await waitUntilGone(context, pods, deadline, 'deleted');
}

/** Looks every second which Pods are gone, and tells so. Throws PlainError when the time is over. */
async function waitUntilGone(
  context: CommandContext,
  pods: readonly k.Pod[],
  deadline: Micros | undefined,
  verb: 'evicted' | 'deleted',
): Promise<void> {
  const { client, signal } = context;
  let pending = pods;
  while (!signal.aborted) {
    const left: k.Pod[] = [];
    for (const pod of pending) if (!(await isGone(context, pod, verb))) left.push(pod);
    pending = left;
    if (pending.length === 0) return;
    await client.sleep(Math.min(POLL_US, (deadline ?? Infinity) - client.now), signal);
    if (deadline !== undefined && client.now >= deadline) throw new PlainError('context deadline exceeded');
  }
}

async function isGone(context: CommandContext, pod: k.Pod, verb: 'evicted' | 'deleted'): Promise<boolean> {
  const { flags, out } = context;
  const named = { apiVersion: 'v1', kind: 'Pod', ...pod };
  const failed = verb === 'evicted' ? 'eviction failed' : 'deletion failed';
  const dryRun = dryRunOf(flags);
  try {
    const found = await find(context, pod);
    if (found?.metadata?.uid === pod.metadata?.uid && found) {
      if (!isSkipped(context, found)) return false;
      const seconds = flags.int('skip-wait-for-delete-timeout');
      out(`pod "${pod.metadata?.name ?? ''}" has DeletionTimestamp older than ${seconds} seconds, skipping\n`);
      return true;
    }
    out(resultLine(named, verb, dryRun));
    return true;
  } catch (caught) {
    out(resultLine(named, failed, dryRun));
    throw caught;
  }
}

/** The Pod of that name as it is now; undefined when there is none. */
async function find(context: CommandContext, { metadata }: k.Pod): Promise<k.Pod | undefined> {
  const { namespace, name = '' } = metadata ?? {};
  try {
    return (await ask(context, { verb: 'get', resource: 'pods', namespace, name })).object;
  } catch (caught) {
    if (isNotFound(caught)) return undefined;
    throw caught;
  }
}
