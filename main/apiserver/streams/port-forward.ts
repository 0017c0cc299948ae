// Models the kubelet's pkg/kubelet/server portforward (v1.35): connections to ports of a Pod, each a pair of streams, one for
// what is sent and one for what went wrong.
import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import { badRequest } from '../../engine/api/status.ts';
import type { Pod } from '../../engine/api/generated/types.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { ResourcePath } from '../resources/path.ts';
import { SpdySession } from '../spdy/spdy-session.ts';
import type { SpdyStream } from '../spdy/spdy-stream.ts';
import type { ChannelSocket } from './channel-socket.ts';
import { podAt } from './container-of.ts';
import { HttpTunnel } from './http-tunnel.ts';
import { portStreams } from './port-channels.ts';
import type { PortStream } from './port-stream.ts';

/** The ports of a Pod that runs. */
export interface PodPorts {
  /** Connects a pair of streams with a port. */
  connect(port: number, data: PortStream, error: Pick<PortStream, 'send' | 'end'>): void;
}

/** The ports of the Pod at `path`. Throws Refusal when it does not run. */
export async function podPorts(exchange: Exchange, path: ResourcePath): Promise<PodPorts> {
  const pod = await podAt(exchange, path);
  const { namespace = '', name = '' } = path;
  const asked = { verb: 'create', resource: 'pods', subresource: 'portforward', namespace, name } as const;
  const refused = await exchange.client.denialOf(asked);
  if (refused) throw new Refusal(refused);
  if (pod.status?.phase !== 'Running') {
    const phase = pod.status?.phase ?? '';
    throw new Refusal(badRequest(`unable to forward port because pod is not running. Current status=${phase}`));
  }
  return {
    connect: (port, data, error) => {
      connect(exchange, { pod, port, data, error });
    },
  };
}

/** Forwards the connections that a client opens over SPDY, until it has gone. */
export function forwardOverSpdy(ports: PodPorts, carrier: Duplex): void {
  const errors = new Map<string, SpdyStream>();
  const session = new SpdySession(carrier, {
    onStream: (stream) => {
      const id = stream.headers.get('requestid') ?? '';
      if (stream.headers.get('streamtype') === 'error') {
        errors.set(id, stream);
        return;
      }
      const error = errors.get(id);
      errors.delete(id);
      if (error) ports.connect(Number(stream.headers.get('port')), stream, error);
      else session.end();
    },
    onClose: () => {
      errors.clear();
    },
  });
}

/** Forwards one connection to each of `wanted`, over channels of a WebSocket. */
export function forwardOverChannels(ports: PodPorts, socket: ChannelSocket, wanted: readonly number[]): void {
  for (const { port, data, error } of portStreams(socket, wanted)) ports.connect(port, data, error);
}

interface Connection {
  readonly pod: Pod;
  readonly port: number;
  readonly data: PortStream;
  readonly error: Pick<PortStream, 'send' | 'end'>;
}

function connect({ door, speaker }: Exchange, { pod, port, data, error }: Connection): void {
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    error.end();
    data.end();
  };
  const fail = (why: unknown) => {
    const message = why instanceof Error ? why.message : String(why);
    const where = `error forwarding port ${String(port)} to pod ${pod.metadata?.name ?? ''}`;
    if (!isOver) error.send(Buffer.from(`${where}: ${message}`));
    end();
  };
  const tunnel = new HttpTunnel(
    (request) => door.sendToPod(speaker, pod, port, request),
    (bytes) => {
      if (!isOver) data.send(bytes);
    },
  );
  let last: Promise<unknown> = Promise.resolve();
  data.listen({
    onData: (bytes) => {
      last = tunnel.receive(bytes).catch(fail);
    },
    onEnd: () => void last.then(end),
  });
}
