// Models the kubelet's pkg/kubelet/server portforward over SPDY (v1.35): for each connection the client opens a pair of
// streams, one for what is sent and one for what went wrong.
import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import { badRequest } from '../../engine/api/status.ts';
import type { Pod } from '../../engine/api/generated/types.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { ResourcePath } from '../resources/path.ts';
import { SpdySession } from '../spdy/spdy-session.ts';
import type { SpdyStream } from '../spdy/spdy-stream.ts';
import { podAt } from './container-of.ts';
import { HttpTunnel } from './http-tunnel.ts';

/** Forwards what comes over `carrier`, until it ends. */
export type Forwarding = (carrier: Duplex) => void;

/** Finds the Pod whose ports are forwarded. Throws Refusal when it does not run. */
export async function forwardPorts(exchange: Exchange, path: ResourcePath): Promise<Forwarding> {
  const pod = await podAt(exchange, path);
  if (pod.status?.phase !== 'Running') {
    const phase = pod.status?.phase ?? '';
    throw new Refusal(badRequest(`unable to forward port because pod is not running. Current status=${phase}`));
  }
  const refused = exchange.door.mayForward(exchange.speaker, path.namespace ?? '', path.name ?? '');
  if (refused) throw new Refusal(refused);
  return (carrier) => {
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
        if (error) connect(exchange, pod, stream, error);
        else session.end();
      },
      onClose: () => {
        errors.clear();
      },
    });
  };
}

function connect({ door, speaker }: Exchange, pod: Pod, data: SpdyStream, error: SpdyStream): void {
  const port = Number(data.headers.get('port'));
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
