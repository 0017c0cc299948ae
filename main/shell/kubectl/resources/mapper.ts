// Models restmapper and Builder.mappingFor (staging/src/k8s.io/cli-runtime/pkg/resource/builder.go, v1.35): which
// resource a person or a manifest means.
import type { ApiClient, DiscoveredResource } from '../../api-client.ts';
import { CommandFailed, PlainError } from '../errors/errors.ts';

/** `apps/v1`, or `v1` for the core group. */
export const groupVersionOf = ({ group, version }: Pick<DiscoveredResource, 'group' | 'version'>): string =>
  group === '' ? version : `${group}/${version}`;

/** `deployments.apps`: as error messages and `api-resources -o name` write it. */
export const qualifiedResource = ({ resource, group }: DiscoveredResource): string =>
  group === '' ? resource : `${resource}.${group}`;

/** `deployment.apps/web`: as commands name what they did something with. */
export function qualifiedName({ kind, group }: Pick<DiscoveredResource, 'kind' | 'group'>, name: string): string {
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;
}

/** What is served, by group and then by name, each in the version that its group prefers; the core group comes first. */
export function servedResources(client: ApiClient): readonly DiscoveredResource[] {
  const all = servedVersions(client);
  return all.filter((one, index) => {
    const before = all[index - 1];
    return before?.group !== one.group || before.resource !== one.resource;
  });
}

/** The same in every version. */
export function servedVersions(client: ApiClient): readonly DiscoveredResource[] {
  return [...client.discover()].sort((a, b) => compare(a.group, b.group) || compare(a.resource, b.resource));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The resource of `po`, `pod`, `Pods`, `deploy.apps`, `deployments.v1.apps`. Throws PlainError when none is served. */
export function resourceFor(client: ApiClient, text: string): DiscoveredResource {
  const found = findResource(client, text);
  if (found) return found;
  const [name = ''] = text.split('.');
  throw new PlainError(`the server doesn't have a resource type ${JSON.stringify(name)}`);
}

/** The same for commands that ask the mapper themselves: what is not served is told without `error: ` before it. */
export function mappedResource(client: ApiClient, text: string): DiscoveredResource {
  const found = findResource(client, text);
  if (found) return found;
  const [name = '', ...group] = text.split('.');
  const where = group.length > 0 ? ` in group ${JSON.stringify(group.join('.'))}` : '';
  throw new CommandFailed(`the server doesn't have a resource type ${JSON.stringify(name)}${where}`);
}

/** The same, undefined when none is served. */
export function findResource(client: ApiClient, text: string): DiscoveredResource | undefined {
  const [name = '', ...rest] = text.toLowerCase().split('.');
  const [version, ...group] = rest;
  const named = servedVersions(client).filter((served) => namesOf(served).includes(name));
  return (
    named.find((served) => rest.length === 0 || served.group === rest.join('.')) ??
    named.find((served) => served.version === version && rest.length > 1 && served.group === group.join('.')) ??
    named.find((served) => rest[0] !== '' && served.group.startsWith(rest.join('.')))
  );
}

function namesOf({ resource, singular, kind, shortNames }: DiscoveredResource): readonly string[] {
  return [resource, singular, kind.toLowerCase(), ...shortNames];
}

/** The resources that a word stands for: those of a category (`all`), or the one it names. */
export function resourcesFor(client: ApiClient, word: string): readonly DiscoveredResource[] {
  const category = servedResources(client).filter(({ categories }) => categories.includes(word));
  if (category.length === 0) return [resourceFor(client, word)];
  return [...category.filter(isBuiltIn), ...category.filter((resource) => !isBuiltIn(resource))];
}

/** Groups of custom resources have the lowest rank among all that are served. */
const isBuiltIn = ({ group }: DiscoveredResource): boolean => !group.includes('.') || group.endsWith('.k8s.io');

/** The resource of a manifest's `apiVersion` and `kind`; undefined when it is not served. */
export function resourceOfKind(client: ApiClient, apiVersion: string, kind: string): DiscoveredResource | undefined {
  return servedVersions(client).find((served) => served.kind === kind && groupVersionOf(served) === apiVersion);
}
