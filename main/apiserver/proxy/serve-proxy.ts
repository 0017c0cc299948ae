// Models pkg/registry/core/{pod,service,node}/rest/proxy.go (v1.35): the API server as a way to programs in the cluster.
import { unavailable } from '../../engine/api/status.ts';
import type { ConnectRequest } from '../../shell/api-client.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { methodNotAllowed } from '../http/statuses.ts';
import { backendOf } from './backend-of.ts';
import { checkNode, kubeletAnswer } from './kubelet-answer.ts';
import type { ProxyPath } from './proxy-path.ts';

const VERBS: Readonly<Record<string, ConnectRequest['verb']>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Answers what the program behind a Pod, a Service or a node answers. Throws Refusal. */
export async function serveProxy(exchange: Exchange, path: ProxyPath): Promise<Reply> {
  const { client, door, request, query } = exchange;
  const { resource, namespace, name, rest } = path;
  const method = request.method ?? 'GET';
  const verb = VERBS[method];
  if (!verb) throw new Refusal(methodNotAllowed());
  const denied = await client.denialOf({ verb, resource, subresource: 'proxy', namespace, name });
  if (denied) throw new Refusal(denied);
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  // Links in what is answered are relative to a folder.
  if (rest === '') return { code: 301, body: '', headers: { Location: `${exchange.path}/${search}` } };
  if (resource === 'nodes') {
    await checkNode(client, name);
    const fault = door.kubeletFault(name);
    if (fault !== undefined) throw unreached(fault);
    return kubeletAnswer(client, name, rest);
  }
  const { address, port } = await backendOf(client, path);
  const host = request.headers.host ?? '';
  const asked = { method, path: `${rest}${search}`, host };
  const answer = await door.sendFromServer(exchange.speaker, address, port, asked).catch((error: unknown) => {
    throw unreached(error instanceof Error ? error.message : String(error));
  });
  if (!answer) throw unreached(`dial tcp ${address}:${String(port)}: i/o timeout`);
  return { code: answer.status, body: answer.body, headers: kept(answer.headers) };
}

const unreached = (why: string): Refusal => new Refusal(unavailable(`error trying to reach service: ${why}`));

/** Without what says how the answer came here. */
function kept(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.filter(([name]) => !/^(content-length|transfer-encoding|connection)$/i.test(name)));
}
