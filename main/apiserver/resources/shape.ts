// The form in which objects are answered: as they are, as tables, or their metadata alone.
import type { ApiAnswer } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import { negotiate } from '../http/accept.ts';
import { type Exchange, parameter } from '../http/exchange.ts';
import { groupVersion } from './path.ts';
import { type IncludeObject, type ListMeta, partialObject, tableAnswer } from './table.ts';

export interface Shape {
  readonly as: 'object' | 'table' | 'metadata';
  readonly include: IncludeObject;
}

type Answered = Extract<ApiAnswer, { readonly ok: true }>;

const TABLE = 'Table';
const METADATA = ['PartialObjectMetadata', 'PartialObjectMetadataList'];

/** The form that is asked for. Throws Refusal when it is none that is served. */
export function shapeOf(exchange: Exchange): Shape {
  const { as } = negotiate(exchange.request.headers.accept, [TABLE, ...METADATA]);
  const asked = parameter(exchange, 'includeObject');
  const include = asked === 'None' || asked === 'Object' ? asked : 'Metadata';
  return { as: as === undefined ? 'object' : as === TABLE ? 'table' : 'metadata', include };
}

/** A list, or the table of one. */
export function listBody(answer: Answered, served: DiscoveredResource, { as, include }: Shape): object {
  const { items = [], revision, remainingItemCount, table } = answer;
  const metadata: ListMeta = { resourceVersion: revision, continue: answer.continue, remainingItemCount };
  if (as === 'table' && table) return tableAnswer(table, metadata, include);
  if (as === 'metadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: items.map(partialObject),
    };
  }
  return { kind: `${served.kind}List`, apiVersion: groupVersion(served), metadata, items: items.map(itemOf) };
}

/** Items of lists do not say of which kind they are; where a client wants to know, the list says it. */
function itemOf({ kind: _kind, apiVersion: _version, ...item }: KubeObject): object {
  return item;
}

/** An object, or the table of it alone. */
export function objectBody(
  object: KubeObject,
  table: Answered['table'],
  served: Pick<DiscoveredResource, 'kind' | 'group' | 'version'>,
  { as, include }: Shape,
): object {
  if (as === 'table' && table) {
    return tableAnswer(table, { resourceVersion: object.metadata?.resourceVersion }, include);
  }
  return as === 'metadata' ? partialObject(object) : { kind: served.kind, apiVersion: groupVersion(served), ...object };
}
