// Requests of a command: refusals are thrown, warnings printed.
import type { Address, ApiAnswer, ApiRequest, ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { DiscoveredResource } from '../api-client.ts';
import type { CommandContext } from './command.ts';
import { ConnectionRefused, ServerRefusal } from './errors/errors.ts';
import { groupVersionOf } from './resources/mapper.ts';

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

/** Asks for a list of `resource`. A refusal says what was looked for. Throws as `ask` does. */
export async function askList(
  context: CommandContext,
  resource: DiscoveredResource,
  request: Extract<ApiRequest, { readonly verb: 'list' }>,
): Promise<Agreed> {
  try {
    return await ask(context, request);
  } catch (caught) {
    throw caught instanceof ServerRefusal ? listRefusal(caught, resource, request) : caught;
  }
}

/** Models EnhanceListError in staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go (v1.35). */
function listRefusal(
  { status }: ServerRefusal,
  resource: DiscoveredResource,
  { labelSelector = '', fieldSelector = '' }: Extract<ApiRequest, { readonly verb: 'list' }>,
): ServerRefusal {
  if (status.reason !== 'BadRequest' && status.reason !== 'NotFound') return new ServerRefusal(status);
  const { group, version } = resource;
  const title = JSON.stringify(`${group}/${version}, Resource=${resource.resource}`);
  const selected = `that match label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}`;
  const what = labelSelector + fieldSelector === '' ? `Unable to list ${title}` : `Unable to find ${title} ${selected}`;
  return new ServerRefusal({ ...status, message: `${what}: ${status.message}` });
}

/** What a request for `resource` names beside: the namespace, if it lives in one, and the version, if it has several. */
export function scopeOf(resource: DiscoveredResource, namespace: string): Omit<Address, 'resource'> {
  return {
    ...(resource.namespaced && namespace !== '' && { namespace }),
    ...(resource.alternative && { apiVersion: groupVersionOf(resource) }),
  };
}
