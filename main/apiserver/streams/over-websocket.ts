// Streams of Pods over WebSockets.
import { createWebSocketStream } from 'ws';
import { badRequest } from '../../engine/api/status.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { ResourcePath } from '../resources/path.ts';
import { ChannelSocket } from './channel-socket.ts';
import { beginCommand } from './begin-command.ts';
import { PORT_PROTOCOLS } from './port-channels.ts';
import { forwardOverChannels, forwardOverSpdy, podPorts } from './port-forward.ts';
import type { Stream } from './stream-at.ts';
import type { Upgrade } from './upgrade.ts';
import { webSocketServer } from './web-socket-server.ts';
import { CHANNEL_PROTOCOLS, WebSocketChannels } from './websocket-channels.ts';

/** SPDY through a WebSocket. */
const TUNNEL_PROTOCOL = 'SPDY/3.1+portforward.k8s.io';
const MESSAGE_BYTES_MAX = 16 * 1024 * 1024;
const PORT_MAX = 65_535;

const commandSockets = webSocketServer(CHANNEL_PROTOCOLS, MESSAGE_BYTES_MAX);
const portSockets = webSocketServer(PORT_PROTOCOLS, MESSAGE_BYTES_MAX);
// The library takes the slash in the protocol's name for a mistake: it is named to the client behind its back.
const tunnelSockets = webSocketServer([], MESSAGE_BYTES_MAX).on('headers', (headers) => {
  headers.push(`Sec-WebSocket-Protocol: ${TUNNEL_PROTOCOL}`);
});

/** Starts what is asked for, and only then gives the connection over to it. Throws Refusal when it cannot be started. */
export async function overWebSocket(exchange: Exchange, upgrade: Upgrade, stream: Stream, path: ResourcePath) {
  if (stream === 'portforward') {
    await forward(exchange, upgrade, path);
    return;
  }
  const connect = await beginCommand(exchange, stream, path);
  exchange.response.detachSocket(upgrade.socket);
  commandSockets.handleUpgrade(exchange.request, upgrade.socket, upgrade.head, (webSocket) => {
    connect(new WebSocketChannels(webSocket));
  });
}

async function forward(exchange: Exchange, { socket, head }: Upgrade, path: ResourcePath): Promise<void> {
  const { request, response } = exchange;
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/, */);
  const isTunnel = offered.includes(TUNNEL_PROTOCOL);
  const wanted = isTunnel ? [] : portsOf(exchange);
  const ports = await podPorts(exchange, path);
  response.detachSocket(socket);
  if (isTunnel) {
    delete request.headers['sec-websocket-protocol'];
    tunnelSockets.handleUpgrade(request, socket, head, (webSocket) => {
      forwardOverSpdy(ports, createWebSocketStream(webSocket));
    });
    return;
  }
  portSockets.handleUpgrade(request, socket, head, (webSocket) => {
    forwardOverChannels(ports, new ChannelSocket(webSocket), wanted);
  });
}

/** The ports that stand in the query. Throws Refusal when they are none. */
function portsOf({ query }: Exchange): readonly number[] {
  const texts = query.getAll('ports').flatMap((text) => text.split(','));
  if (texts.length === 0) throw new Refusal(badRequest('query parameter "port" is required'));
  return texts.map((text) => {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port >= 1 && port <= PORT_MAX) return port;
    throw new Refusal(badRequest(`unable to parse ${JSON.stringify(text)} as a port`));
  });
}
