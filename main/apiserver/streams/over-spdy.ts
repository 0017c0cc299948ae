// Streams of Pods over SPDY, as older clients want them.
import type { Exchange } from '../http/exchange.ts';
import { isSet } from '../http/exchange.ts';
import type { ResourcePath } from '../resources/path.ts';
import { beginCommand } from './begin-command.ts';
import { forwardOverSpdy, podPorts } from './port-forward.ts';
import { spdyChannels } from './spdy-channels.ts';
import type { Stream } from './stream-at.ts';
import type { Upgrade } from './upgrade.ts';

export const SPDY = 'SPDY/3.1';
/** Of commands: how their end is told. Of forwarded ports. */
const COMMAND_VERSION = 'v4.channel.k8s.io';
const PORT_VERSION = 'portforward.k8s.io';

/** Starts what is asked for, and only then gives the connection over to it. Throws Refusal when it cannot be started. */
export async function overSpdy(exchange: Exchange, upgrade: Upgrade, stream: Stream, path: ResourcePath) {
  if (stream === 'portforward') {
    const ports = await podPorts(exchange, path);
    switchToSpdy(exchange, upgrade, PORT_VERSION);
    forwardOverSpdy(ports, upgrade.socket);
    return;
  }
  const connect = await beginCommand(exchange, stream, path);
  switchToSpdy(exchange, upgrade, COMMAND_VERSION);
  const channels = await spdyChannels(upgrade.socket, channelTypes(exchange));
  if (channels) connect(channels);
}

/** Which streams the client will open. */
function channelTypes(exchange: Exchange): readonly string[] {
  const tty = isSet(exchange, 'tty');
  const wanted = ['stdin', 'stdout', ...(tty ? [] : ['stderr'])].filter((type) => isSet(exchange, type));
  return ['error', ...wanted];
}

/** The connection is not HTTP's any more. */
function switchToSpdy({ response }: Exchange, { socket, head }: Upgrade, version: string): void {
  response.detachSocket(socket);
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', `Upgrade: ${SPDY}`];
  socket.write([...lines, `X-Stream-Protocol-Version: ${version}`, '', ''].join('\r\n'));
  if (head.length > 0) socket.unshift(head);
}
