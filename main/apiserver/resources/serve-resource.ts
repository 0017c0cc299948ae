// Requests for objects: what a path means, who answers it, and in which form.
import { badRequest, unknownResource } from '../../engine/api/status.ts';
import { resourceNamed } from '../discovery/served.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { serveLogs } from '../streams/serve-logs.ts';
import { streamAt } from '../streams/stream-at.ts';
import { serveWatch } from '../watch/serve-watch.ts';
import { checkPath } from './check-path.ts';
import { parsePath } from './path.ts';
import { shapeOf } from './shape.ts';
import { toReply } from './to-reply.ts';
import { toRequest } from './to-request.ts';

/** Answers a request for objects; undefined when the answer is a stream. Throws Refusal. */
export async function serveResource(exchange: Exchange): Promise<Reply | undefined> {
  const path = parsePath(exchange.path);
  const served = path && resourceNamed(exchange.client, path);
  if (!path || !served) throw new Refusal(unknownResource());
  checkPath(exchange.request.method ?? 'GET', path, served);
  if (served.resource === 'pods' && path.subresource === 'log') return serveLogs(exchange, path);
  if (streamAt(path)) throw new Refusal(badRequest('Upgrade request required'));
  const shape = shapeOf(exchange);
  const request = await toRequest(exchange, path, shape.as === 'table');
  if (request.verb === 'watch') {
    await serveWatch(exchange, request, served, shape);
    return undefined;
  }
  return toReply(request, await exchange.client.request(request), served, shape);
}
