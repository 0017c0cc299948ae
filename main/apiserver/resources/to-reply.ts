// Models the handlers of apiserver's pkg/endpoints/handlers (v1.35) as far as they answer: from what the API says to HTTP.
import type { ApiAnswer, ApiRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import { type Reply, replyOf } from '../http/reply.ts';
import { type Shape, listBody, objectBody } from './shape.ts';

type Answered = Extract<ApiAnswer, { readonly ok: true }>;

export function toReply(request: ApiRequest, answer: ApiAnswer, served: DiscoveredResource, shape: Shape): Reply {
  const { warnings } = answer;
  const reply = answer.ok ? successOf(request, answer, served, shape) : replyOf(answer.status);
  return warnings ? { ...reply, warnings } : reply;
}

function successOf(request: ApiRequest, answer: Answered, served: DiscoveredResource, shape: Shape): Reply {
  const { object = {}, table } = answer;
  switch (request.verb) {
    case 'list':
    case 'delete-collection':
      return { code: 200, body: listBody(answer, served, shape) };
    case 'create':
      if (NOTHING_TO_SHOW.includes(request.subresource ?? '')) return { code: 201, body: done(201) };
      return { code: 201, body: objectBody(object, table, served, shape) };
    case 'delete':
      return deleted(object, request, served, shape);
    default:
      return { code: answer.created ? 201 : 200, body: objectBody(object, table, served, shape) };
  }
}

/** Subresources that are deeds rather than things. */
const NOTHING_TO_SHOW: readonly string[] = ['eviction', 'binding'];

const done = (code: number): object => ({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code });

/** Kinds whose registries answer the object even when it has gone. */
const SHOWN_WHEN_GONE = [
  ...['limitranges', 'persistentvolumes', 'persistentvolumeclaims', 'pods', 'podtemplates', 'resourcequotas'],
  ...['serviceaccounts', 'services', 'storageclasses.storage.k8s.io', 'csidrivers.storage.k8s.io'],
  ...['csinodes.storage.k8s.io', 'volumeattachments.storage.k8s.io'],
];

/** What is still there is shown; of what has gone only its name, except some kinds. */
function deleted(
  object: KubeObject,
  request: ApiRequest & { readonly verb: 'delete' },
  served: DiscoveredResource,
  shape: Shape,
): Reply {
  const { deletionTimestamp, uid } = object.metadata ?? {};
  const isThere = deletionTimestamp !== undefined;
  const code = isThere && request.propagationPolicy === 'Foreground' ? 202 : 200;
  const { group, resource } = served;
  const isShown = isThere || SHOWN_WHEN_GONE.includes(group === '' ? resource : `${resource}.${group}`);
  if (isShown) return { code, body: objectBody(object, undefined, served, shape) };
  const details = { name: request.name, ...(group !== '' && { group }), kind: resource, uid };
  return { code, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } };
}
