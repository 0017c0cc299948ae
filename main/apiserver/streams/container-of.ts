import type { Pod } from '../../engine/api/generated/types.ts';
import { badRequest } from '../../engine/api/status.ts';
import type { ApiClient, ContainerPlace } from '../../shell/api-client.ts';
import { chooseContainer } from '../../shell/terminal/choose-container.ts';
import { type Exchange, parameter } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { ResourcePath } from '../resources/path.ts';

/** What is looked at of a request to find its container. */
export interface ContainerQuestion extends Pick<Exchange, 'query'> {
  readonly client: Pick<ApiClient, 'request'>;
}

/** The Pod at a path. Throws Refusal when there is none. */
export async function podAt(
  { client }: Pick<ContainerQuestion, 'client'>,
  { namespace = '', name = '' }: ResourcePath,
): Promise<Pod> {
  const answer = await client.request({ verb: 'get', resource: 'pods', namespace, name });
  if (!answer.ok) throw new Refusal(answer.status);
  return answer.object ?? {};
}

/** The container that is named, or the only one. Throws Refusal when it has to be named. */
export async function containerOf(exchange: ContainerQuestion, path: ResourcePath): Promise<ContainerPlace> {
  const chosen = chooseContainer(await podAt(exchange, path), parameter(exchange, 'container'));
  if ('message' in chosen) throw new Refusal(badRequest(chosen.message));
  const { namespace = '', name: pod = '' } = path;
  return { namespace, pod, container: chosen.container };
}
