// Models staging/src/k8s.io/kubectl/pkg/util/completion/completion.go (v1.35): names of what the API has.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Pod, Service } from '../../../engine/api/generated/types.ts';
import type { ApiClient, DiscoveredResource } from '../../api-client.ts';
import { scopeOf } from '../api.ts';
import type { Kubeconfig } from '../kubeconfig.ts';
import { findResource, qualifiedResource, servedResources } from '../resources/mapper.ts';
import { byUse, podSelectorOf } from '../resources/pods-of.ts';

/** What is known where a word is to be completed. */
export interface Completing {
  readonly client: ApiClient;
  readonly namespace: string;
  readonly kubeconfig: Kubeconfig;
  /** The arguments before the word. */
  readonly args: readonly string[];
  /** What there is of the word. */
  readonly typed: string;
}

/** Types whose objects can be got; the last of several, comma-separated, is the one to complete. */
export function typeNames({ client, typed }: Pick<Completing, 'client' | 'typed'>): readonly string[] {
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  const readable = servedResources(client).filter(({ verbs }) => verbs.includes('get'));
  return readable.map((resource) => `${before}${qualifiedResource(resource)}`);
}

/** The names of a type's objects; none where the type is not known or may not be listed. */
export async function objectNames({ client, namespace }: Completing, type: string): Promise<readonly string[]> {
  const resource = findResource(client, type);
  if (!resource) return [];
  const where = scopeOf(resource, namespace);
  const answer = await client.request({ verb: 'list', resource: resource.resource, ...where });
  return answer.ok ? (answer.items ?? []).map(({ metadata }) => metadata?.name ?? '') : [];
}

/** The containers of the Pod that is meant. */
export async function containerNames(completing: Completing, word: string): Promise<readonly string[]> {
  const { spec } = (await podMeant(completing, word)) ?? {};
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ name }) => name);
}

/** Pairs of ports of a Pod or a Service, as `port-forward` takes them: `8080:80`. */
export async function portPairs(completing: Completing, word: string): Promise<readonly string[]> {
  const here = completing.typed.split(':')[0] ?? '';
  const ports = await portsMeant(completing, word);
  return ports.map((port) => `${here === '' ? port : here}:${port}`);
}

async function portsMeant(completing: Completing, word: string): Promise<readonly number[]> {
  const [type, name] = word.includes('/') ? word.split('/') : ['pod', word];
  if (findResource(completing.client, type ?? '')?.resource === 'services') {
    const service: Service | undefined = await objectNamed(completing, 'services', name ?? '');
    return (service?.spec?.ports ?? []).map(({ port }) => port);
  }
  const pod = await podMeant(completing, word);
  return (pod?.spec?.containers ?? []).flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort));
}

async function podMeant(completing: Completing, word: string): Promise<Pod | undefined> {
  const [type = '', name] = word.split('/');
  if (name === undefined) return await objectNamed(completing, 'pods', type);
  const resource = findResource(completing.client, type);
  if (!resource) return undefined;
  if (resource.resource === 'pods') return await objectNamed(completing, 'pods', name);
  return await firstPodOf(completing, resource, name);
}

async function firstPodOf(
  completing: Completing,
  resource: DiscoveredResource,
  name: string,
): Promise<Pod | undefined> {
  const object = await objectNamed(completing, resource.resource, name);
  const labelSelector = object && podSelectorOf({ resource, object });
  if (labelSelector === undefined) return undefined;
  const { client, namespace } = completing;
  const answer = await client.request({ verb: 'list', resource: 'pods', namespace, labelSelector });
  return answer.ok ? byUse(answer.items ?? [])[0] : undefined;
}

async function objectNamed(
  { client, namespace }: Completing,
  resource: string,
  name: string,
): Promise<KubeObject | undefined> {
  const answer = await client.request({ verb: 'get', resource, name, namespace });
  return answer.ok ? answer.object : undefined;
}
