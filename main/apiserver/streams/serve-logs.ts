// Models pkg/registry/core/pod/rest/log.go and the kubelet's ReadLogs (v1.35): what a container wrote, and with `follow`
// what it writes.
import type { Writable } from 'node:stream';
import { badRequest } from '../../engine/api/status.ts';
import { type Micros, SECOND, fromTimestamp } from '../../engine/kernel/time.ts';
import { LogStream } from '../../shell/kubectl/commands/log-stream.ts';
import { type Exchange, count, isSet, parameter } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import type { ResourcePath } from '../resources/path.ts';

const TEXT = 'text/plain';
/** How often it is looked for more, in wall time. */
const FOLLOW_MS = 100;
/** More is not read before the client has taken this much. */
const BUFFER_BYTES_MAX = 256 * 1024;

/** Answers the log of a container; undefined when it is followed. Throws Refusal. */
export async function serveLogs(exchange: Exchange, path: ResourcePath): Promise<Reply | undefined> {
  const stream = streamOf(exchange, path);
  const first = await exchange.client.logs(stream.request);
  if (!first.ok) throw new Refusal(first.status);
  const text = stream.take(first.lines);
  const goesOn = isSet(exchange, 'follow') && !first.ended;
  if (!goesOn && !exchange.isWebSocket) return { code: 200, body: text, contentType: TEXT };
  const out = await exchange.open(TEXT);
  out.write(text);
  if (goesOn) follow(exchange, stream, out);
  else out.end();
  return undefined;
}

function streamOf(exchange: Exchange, { namespace = '', name = '' }: ResourcePath): LogStream {
  return new LogStream({
    request: {
      namespace,
      pod: name,
      container: parameter(exchange, 'container'),
      previous: isSet(exchange, 'previous'),
    },
    prefix: '',
    timestamps: isSet(exchange, 'timestamps'),
    since: sinceOf(exchange),
    tail: count(exchange, 'tailLines') ?? -1,
    bytesMax: count(exchange, 'limitBytes') ?? Infinity,
  });
}

function sinceOf(exchange: Exchange): Micros | undefined {
  const seconds = count(exchange, 'sinceSeconds');
  if (seconds !== undefined) return (exchange.client.now - seconds * SECOND) as Micros;
  const text = parameter(exchange, 'sinceTime');
  const since = text === undefined ? undefined : fromTimestamp(text);
  if (text !== undefined && since === undefined) throw new Refusal(badRequest(`sinceTime: "${text}" is no time`));
  return since;
}

function follow({ client }: Exchange, stream: LogStream, out: Writable): void {
  const timer = setInterval(() => void more().catch(() => out.destroy()), FOLLOW_MS);
  const more = async () => {
    if (out.writableLength > BUFFER_BYTES_MAX) return;
    const answer = await client.logs(stream.request);
    if (out.writableEnded) return;
    const text = answer.ok ? stream.take(answer.lines) : '';
    if (text !== '') out.write(text);
    if (!answer.ok || answer.ended) out.end();
  };
  out.on('close', () => {
    clearInterval(timer);
  });
}
