// Models Result.Visit and Info.Get (staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go, v1.35): goes through what a
// command asks for, object by object.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { parseLabelSelector } from '../../../engine/api/selectors.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import { ask, askList, askObject, scopeOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { asFailure, isNotFound, PlainError } from '../errors/errors.ts';
import { queriesOf, type Query, type Selection } from './selection.ts';

export interface Item {
  readonly resource: DiscoveredResource;
  /** Empty for what lives in no namespace. */
  readonly namespace: string;
  readonly name: string;
  /** The file it was named in; empty when it was named by arguments. */
  readonly source: string;
  /** Of a file as it stands there, else as the API has it; undefined for a name alone. */
  readonly object?: KubeObject | undefined;
}

export type Visit = { readonly ok: true; readonly item: Item } | { readonly ok: false; readonly error: Error };

export interface Visits {
  readonly visits: readonly Visit[];
  /** Whether one object was meant, not a list that happens to have one. */
  readonly singular: boolean;
}

/** `latest`: get each object from the API, those of files too. */
export interface VisitOptions {
  readonly latest: boolean;
}

/** Everything a command asks for, in order, a failure in place of what could not be had. */
export async function visit(context: CommandContext, selection: Selection, options: VisitOptions): Promise<Visits> {
  const { queries, singular } = queriesOf(context, selection);
  const isSelected = labelTest(selection.labelSelector ?? '');
  const visits: Visit[] = [];
  for (const query of queries) {
    const found = await visitQuery(context, query, options);
    const isOut = (one: Visit) => query.type === 'document' && one.ok && !isSelected(one.item.object ?? {});
    visits.push(...found.filter((one) => !isOut(one)));
  }
  return { visits, singular };
}

/** Whether an object has the labels that are asked for. Throws PlainError for a selector that cannot be read. */
export function labelTest(selector: string): (object: KubeObject) => boolean {
  if (selector === '') return () => true;
  const parsed = parseLabelSelector(selector);
  if (!parsed.ok) throw new PlainError(parsed.message);
  return ({ metadata }) => parsed.matches(metadata?.labels ?? {});
}

/** The items and the failures of visits, apart. */
export function sortVisits(visits: readonly Visit[]): {
  readonly items: readonly Item[];
  readonly errors: readonly Error[];
} {
  return {
    items: visits.flatMap((one) => (one.ok ? [one.item] : [])),
    errors: visits.flatMap((one) => (one.ok ? [] : [one.error])),
  };
}

async function visitQuery(context: CommandContext, query: Query, { latest }: VisitOptions): Promise<readonly Visit[]> {
  switch (query.type) {
    case 'failed':
      return [{ ok: false, error: query.error }];
    case 'list':
      return await attempt(() => listItems(context, query));
    case 'named':
      return await attempt(async () => [
        latest ? await getItem(context, { ...query, source: '' }) : { ...query, source: '' },
      ]);
    case 'document':
      return await attempt(async () => [latest ? await getItem(context, query.item) : query.item]);
  }
}

async function attempt(work: () => Promise<readonly Item[]>): Promise<readonly Visit[]> {
  try {
    return (await work()).map((item) => ({ ok: true, item }));
  } catch (caught) {
    return [{ ok: false, error: asFailure(caught) }];
  }
}

const showsManagers = ({ flags }: CommandContext): boolean =>
  flags.has('show-managed-fields') && flags.bool('show-managed-fields');

/** Only these read parts of objects; other commands that know the flag write them. */
const subresourceOf = ({ flags, path }: CommandContext): string | undefined =>
  ['get', 'edit'].includes(path) ? flags.text('subresource') || undefined : undefined;

async function listItems(context: CommandContext, query: Query & { type: 'list' }): Promise<readonly Item[]> {
  const { resource, namespace, labelSelector, fieldSelector } = query;
  const managedFields = showsManagers(context);
  const request = { verb: 'list', resource: resource.resource, labelSelector, fieldSelector, managedFields } as const;
  const { items = [] } = await askList(context, resource, { ...request, ...scopeOf(resource, namespace) });
  return items.map((object) => ({
    resource,
    namespace: object.metadata?.namespace ?? '',
    name: object.metadata?.name ?? '',
    source: '',
    object,
  }));
}

/** The item with its object as the API has it. Throws as `getNamed` does. */
export async function getItem(context: CommandContext, item: Item): Promise<Item> {
  return { ...item, object: await getNamed(context, item) };
}

/** Gets one object. Throws ServerRefusal; when the whole namespace is missing, then for that. */
export async function getNamed(
  context: CommandContext,
  { resource, namespace, name }: Pick<Item, 'resource' | 'namespace' | 'name'>,
): Promise<KubeObject> {
  try {
    return await askObject(context, {
      verb: 'get',
      resource: resource.resource,
      name,
      subresource: subresourceOf(context),
      managedFields: showsManagers(context),
      ...scopeOf(resource, namespace),
    });
  } catch (caught) {
    if (isNotFound(caught)) await checkNamespace(context, namespace);
    throw caught;
  }
}

/** Throws when the namespace does not exist. */
export async function checkNamespace(context: CommandContext, namespace: string): Promise<void> {
  if (namespace === '' || namespace === 'default') return;
  const answer = await context.client.request({ verb: 'get', resource: 'namespaces', name: namespace });
  if (!answer.ok && answer.status.reason === 'NotFound')
    await ask(context, { verb: 'get', resource: 'namespaces', name: namespace });
}
