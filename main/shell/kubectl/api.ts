// Requests of a command: refusals are thrown, warnings printed.
import type { ApiAnswer, ApiRequest, ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { DiscoveredResource } from '../api-client.ts';
import type { CommandContext } from './command.ts';
import { ConnectionRefused, ServerRefusal } from './errors/errors.ts';

export type Agreed = Extract<ApiAnswer, { readonly ok: true }>;

/** Asks the API; prints its warnings once each. Throws ServerRefusal, or ConnectionRefused when it is down. */
export async function ask(context: CommandContext, request: ApiRequest): Promise<Agreed> {
  const answer = await context.client.request(request);
  for (const warning of answer.warnings ?? []) context.warn(warning);
  if (answer.ok) return answer;
  throw refusalOf(context, answer.status);
}

/** The failure that an answer of the API means. */
export function refusalOf({ client, kubeconfig }: CommandContext, status: ApiStatus): Error {
  if (status.code !== 0) return new ServerRefusal(status);
  return new ConnectionRefused(kubeconfig.server() || client.serverUrl);
}

/** The object of an answer that must have one. Throws when the API broke its contract. */
export async function askObject(context: CommandContext, request: ApiRequest): Promise<KubeObject> {
  const { object } = await ask(context, request);
  if (!object) throw new Error(`the API answered ${request.verb} ${request.resource} without an object`);
  return object;
}

/** The namespace that a request for `resource` names: none for what lives in no namespace. */
export function scopeOf(resource: DiscoveredResource, namespace: string): { namespace?: string } {
  return resource.namespaced && namespace !== '' ? { namespace } : {};
}
