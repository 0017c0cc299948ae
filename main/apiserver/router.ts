// Who answers which path.
import { unknownResource } from '../engine/api/status.ts';
import { serverVersion } from '../shell/kubectl/versions.ts';
import { serveDiscovery } from './discovery/serve-discovery.ts';
import type { Exchange } from './http/exchange.ts';
import { Refusal } from './http/refusal.ts';
import { JSON_TYPE, type Reply } from './http/reply.ts';
import { methodNotAllowed } from './http/statuses.ts';
import { serveOpenApi } from './openapi/serve-openapi.ts';
import { proxyPath } from './proxy/proxy-path.ts';
import { serveProxy } from './proxy/serve-proxy.ts';
import { serveResource } from './resources/serve-resource.ts';

/** `/api`, `/api/v1`, `/apis`, `/apis/apps`, `/apis/apps/v1`: what tells of resources, but is none. */
const DISCOVERY = /^\/(api(\/[^/]+)?|apis(\/[^/]+){0,2})\/?$/;
const HEALTH = /^\/(healthz|livez|readyz)(\/[^/]+)?\/?$/;

/** Answers a request; undefined when its answer is a stream that goes on. Throws Refusal. */
export async function route(exchange: Exchange): Promise<Reply | undefined> {
  const { path, request } = exchange;
  const proxied = proxyPath(path);
  if (proxied) return serveProxy(exchange, proxied);
  if (/^\/apis?\//.test(path) && !DISCOVERY.test(path)) return serveResource(exchange);
  if (request.method !== 'GET') throw new Refusal(methodNotAllowed());
  if (DISCOVERY.test(path)) return serveDiscovery(exchange);
  if (path.startsWith('/openapi/')) return serveOpenApi(exchange);
  if (HEALTH.test(path)) return { code: 200, body: 'ok', contentType: 'text/plain; charset=utf-8' };
  if (/^\/version\/?$/.test(path))
    return { code: 200, body: JSON.stringify(serverVersion, undefined, 2), contentType: JSON_TYPE };
  throw new Refusal(unknownResource());
}
