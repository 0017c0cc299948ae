// Streams to a Pod are opened by a request to a subresource of it, which the API server may refuse.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Pod } from '../../../engine/api/generated/types.ts';
import type { CommandContext } from '../command.ts';

/** Why the caller may not open such a stream; undefined when they may. */
export async function streamRefusal(
  { client }: CommandContext,
  { metadata }: Pod,
  subresource: 'attach' | 'portforward',
): Promise<ApiStatus | undefined> {
  const { name = '', namespace = '' } = metadata ?? {};
  const address = { resource: 'pods', namespace, name, subresource } as const;
  const answer = await client.request({ verb: 'create', ...address, object: {} });
  return !answer.ok && answer.status.reason === 'Forbidden' ? answer.status : undefined;
}
