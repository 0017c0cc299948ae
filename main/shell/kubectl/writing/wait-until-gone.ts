// Models IsDeleted of staging/src/k8s.io/kubectl/pkg/cmd/wait/delete.go (v1.35).
import { after, MILLISECOND, type Micros, SECOND } from '../../../engine/kernel/time.ts';
import { scopeOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import type { Item } from '../resources/visit.ts';

export interface Going extends Pick<Item, 'resource' | 'namespace' | 'name'> {
  /** Of the object that was deleted; another one by the same name does not count. */
  readonly uid?: string | undefined;
}

export interface WaitOptions {
  /** From one look to the next. */
  readonly pollUs: number;
  /** For all objects together. */
  readonly timeoutUs: number;
  /** What is said when the time is up. */
  readonly message: (item: Going) => string;
}

/** Without a timeout kubectl waits for a week. */
const WEEK_US = 7 * 24 * 3_600 * SECOND;

/** How `kubectl delete` waits, as `--timeout` says. */
export function deleteWait({ flags }: CommandContext): WaitOptions {
  return {
    pollUs: 20 * MILLISECOND,
    timeoutUs: flags.duration('timeout') || WEEK_US,
    message: ({ resource, name }) => `timed out waiting for the condition on ${resource.resource}/${name}`,
  };
}

/** Waits until all are gone. Throws PlainError when the time is up. */
export async function waitUntilGone(
  context: CommandContext,
  items: readonly Going[],
  options: WaitOptions,
): Promise<void> {
  const deadline = after(context.client.now, options.timeoutUs);
  for (const item of items) await waitFor(context, item, deadline, options);
}

async function waitFor(
  context: CommandContext,
  item: Going,
  deadline: Micros,
  { pollUs, message }: WaitOptions,
): Promise<void> {
  const { client, signal } = context;
  while (!signal.aborted && !(await isGone(context, item))) {
    if (client.now >= deadline) throw new PlainError(message(item));
    await client.sleep(Math.min(pollUs, deadline - client.now), signal);
  }
}

/** Whether it is gone; an API server that does not answer says nothing about that. */
async function isGone({ client }: CommandContext, { resource, namespace, name, uid }: Going): Promise<boolean> {
  const request = { verb: 'get', resource: resource.resource, name, ...scopeOf(resource, namespace) } as const;
  const answer = await client.request(request);
  if (!answer.ok) return answer.status.code === 404;
  return uid !== undefined && answer.object?.metadata?.uid !== uid;
}
