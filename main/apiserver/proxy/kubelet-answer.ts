// Models pkg/kubelet/server/server.go (v1.35): the few things that people ask of a kubelet itself.
import { notFound } from '../../engine/api/status.ts';
import type { ApiClient } from '../../shell/api-client.ts';
import { Refusal } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';

const TEXT = 'text/plain; charset=utf-8';

/** What the kubelet of `node` answers. Throws Refusal where the API does. */
export async function kubeletAnswer(client: ApiClient, node: string, path: string): Promise<Reply> {
  switch (path) {
    case '/healthz':
      return { code: 200, body: 'ok', contentType: TEXT };
    case '/pods':
    case '/pods/':
      return { code: 200, body: await podsOn(client, node) };
    default:
      return { code: 404, body: '404 page not found\n', contentType: TEXT };
  }
}

async function podsOn(client: ApiClient, node: string): Promise<object> {
  const listed = await client.request({ verb: 'list', resource: 'pods', fieldSelector: `spec.nodeName=${node}` });
  if (!listed.ok) throw new Refusal(listed.status);
  return { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: listed.items ?? [] };
}

/** Throws Refusal when there is no such node. */
export async function checkNode(client: ApiClient, name: string): Promise<void> {
  const found = await client.request({ verb: 'get', resource: 'nodes', name });
  if (!found.ok) throw new Refusal(found.status.code === 404 ? notFound(NODES, name) : found.status);
}

const NODES = { group: '', resource: 'nodes', kind: 'Node' };
