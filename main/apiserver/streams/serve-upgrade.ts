// Requests that want another protocol on their connection: streams of Pods, over WebSockets or SPDY.
import type { Buffer } from 'node:buffer';
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, createWebSocketStream } from 'ws';
import { badRequest } from '../../engine/api/status.ts';
import { type Exchange, isSet } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import { type ResourcePath, parsePath } from '../resources/path.ts';
import { forwardPorts } from './port-forward.ts';
import { type Attachment, attach, startCommand } from './remote-command.ts';
import { spdyChannels } from './spdy-channels.ts';
import { CHANNEL_PROTOCOLS, WebSocketChannels } from './websocket-channels.ts';

export interface Upgrade {
  readonly socket: Socket;
  /** What has been read of the new protocol already. */
  readonly head: Buffer;
}

const MESSAGE_BYTES_MAX = 16 * 1024 * 1024;
const SPDY = 'SPDY/3.1';
/** Of commands: how their end is told. Of forwarded ports. */
const COMMAND_VERSION = 'v4.channel.k8s.io';
const PORT_VERSION = 'portforward.k8s.io';
/** SPDY through a WebSocket. */
const TUNNEL_PROTOCOL = `${SPDY}+${PORT_VERSION}`;

const commands = { exec: startCommand, attach } as const;

const SOCKET_OPTIONS = { noServer: true, clientTracking: false, maxPayload: MESSAGE_BYTES_MAX } as const;
const channelSockets = new WebSocketServer({
  ...SOCKET_OPTIONS,
  handleProtocols: (offered) => CHANNEL_PROTOCOLS.find((protocol) => offered.has(protocol)) ?? false,
});
// The library takes the slash in the protocol's name for a mistake: it is named to the client behind its back.
const tunnelSockets = new WebSocketServer(SOCKET_OPTIONS).on('headers', (headers) => {
  headers.push(`Sec-WebSocket-Protocol: ${TUNNEL_PROTOCOL}`);
});

/** The stream of a Pod that a request asks for; undefined when it asks for none. */
export function streamAt({ resource, subresource }: ResourcePath): 'exec' | 'attach' | 'portforward' | undefined {
  if (resource !== 'pods') return undefined;
  return subresource === 'exec' || subresource === 'attach' || subresource === 'portforward' ? subresource : undefined;
}

/** Starts what is asked for, and only then gives the connection over to it. Throws Refusal when it cannot be started. */
export async function serveUpgrade(exchange: Exchange, upgrade: Upgrade): Promise<void> {
  const path = parsePath(exchange.path);
  const stream = path && streamAt(path);
  if (!path || !stream) throw new Refusal(badRequest('this is no stream'));
  const protocol = exchange.request.headers.upgrade?.toLowerCase();
  if (protocol === 'websocket') await overWebSocket(exchange, upgrade, stream, path);
  else if (protocol === SPDY.toLowerCase()) await overSpdy(exchange, upgrade, stream, path);
  else throw new Refusal(badRequest('Upgrade request required'));
}

/** A response for a request that came as an upgrade; the connection ends with it. */
export function responseOn(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on('finish', () => socket.end());
  return response;
}

type Stream = NonNullable<ReturnType<typeof streamAt>>;

async function overWebSocket(exchange: Exchange, { socket, head }: Upgrade, stream: Stream, path: ResourcePath) {
  const { request } = exchange;
  if (stream === 'portforward') {
    const offered = request.headers['sec-websocket-protocol'] ?? '';
    if (!offered.split(/, */).includes(TUNNEL_PROTOCOL))
      throw new Refusal(badRequest(`only ${TUNNEL_PROTOCOL} is spoken`));
    const forward = await forwardPorts(exchange, path);
    detach(exchange, socket);
    delete request.headers['sec-websocket-protocol'];
    tunnelSockets.handleUpgrade(request, socket, head, (webSocket) => {
      forward(createWebSocketStream(webSocket));
    });
    return;
  }
  const connect = await begun(commands[stream](exchange, path));
  detach(exchange, socket);
  channelSockets.handleUpgrade(request, socket, head, (webSocket) => {
    connect(new WebSocketChannels(webSocket));
  });
}

async function overSpdy(exchange: Exchange, { socket, head }: Upgrade, stream: Stream, path: ResourcePath) {
  if (stream === 'portforward') {
    const forward = await forwardPorts(exchange, path);
    switchToSpdy(exchange, socket, head, PORT_VERSION);
    forward(socket);
    return;
  }
  const connect = await begun(commands[stream](exchange, path));
  switchToSpdy(exchange, socket, head, COMMAND_VERSION);
  const channels = await spdyChannels(socket, channelTypes(exchange));
  if (channels) connect(channels);
}

/** What fails behind the API server is told over the stream, when the client is connected already. */
async function begun(command: Promise<Attachment>): Promise<Attachment> {
  try {
    return await command;
  } catch (error) {
    if (!(error instanceof Refusal) || error.status.code !== 500) throw error;
    const { status } = error;
    return (channels) => {
      channels.end(status);
    };
  }
}

/** Which streams the client will open. */
function channelTypes(exchange: Exchange): readonly string[] {
  const tty = isSet(exchange, 'tty');
  const wanted = ['stdin', 'stdout', ...(tty ? [] : ['stderr'])].filter((type) => isSet(exchange, type));
  return ['error', ...wanted];
}

function switchToSpdy(exchange: Exchange, socket: Socket, head: Buffer, version: string): void {
  detach(exchange, socket);
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', `Upgrade: ${SPDY}`];
  socket.write([...lines, `X-Stream-Protocol-Version: ${version}`, '', ''].join('\r\n'));
  if (head.length > 0) socket.unshift(head);
}

/** The connection is not HTTP's any more. */
function detach({ response }: Exchange, socket: Socket): void {
  response.detachSocket(socket);
}
