// Requests that want another protocol on their connection: streams of Pods, over WebSockets or SPDY.
import { badRequest } from '../../engine/api/status.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { ResourcePath } from '../resources/path.ts';
import { SPDY, overSpdy } from './over-spdy.ts';
import { overWebSocket } from './over-websocket.ts';
import type { Stream } from './stream-at.ts';
import { type Upgrade, isWebSocket } from './upgrade.ts';

/** Gives the connection over to a stream of a Pod. Throws Refusal when it cannot be started. */
export async function serveUpgrade(exchange: Exchange, upgrade: Upgrade, stream: Stream, path: ResourcePath) {
  const { request } = exchange;
  if (isWebSocket(request)) await overWebSocket(exchange, upgrade, stream, path);
  else if (request.headers.upgrade?.toLowerCase() === SPDY.toLowerCase())
    await overSpdy(exchange, upgrade, stream, path);
  else throw new Refusal(badRequest('Upgrade request required'));
}
