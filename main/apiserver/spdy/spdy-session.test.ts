// A SPDY connection from its client's end: frames go in, and what comes back is cut into frames again.
import { Duplex, PassThrough } from 'node:stream';
import { constants, createDeflate } from 'node:zlib';
import { expect, test } from 'vitest';
import { DICTIONARY } from './dictionary.ts';
import { FIN, FRAME, type Frame, FrameReader, controlFrame, dataFrame, numberAt, numberBody } from './frames.ts';
import { SpdySession } from './spdy-session.ts';
import type { SpdyStream } from './spdy-stream.ts';

/** The header block of one pair, compressed. */
function block(name: string, value: string): Promise<Buffer> {
  const text = (word: string) => Buffer.concat([numberBody(word.length), Buffer.from(word)]);
  const deflate = createDeflate({ dictionary: DICTIONARY });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
    deflate.write(Buffer.concat([numberBody(1), text(name), text(value)]));
    deflate.flush(constants.Z_SYNC_FLUSH, () => {
      resolve(Buffer.concat(chunks));
    });
  });
}

const open = async (id: number, type: string): Promise<Buffer> =>
  controlFrame(FRAME.open, Buffer.concat([numberBody(id), Buffer.alloc(6), await block('streamtype', type)]));

function connect(onStream: (stream: SpdyStream) => void) {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const closed = new Promise<void>((resolve) => {
    new SpdySession(Duplex.from({ readable: toServer, writable: toClient }), { onStream, onClose: resolve });
  });
  return { toServer, toClient, closed };
}

/** All frames that the server sends until it ends the connection. */
async function framesOf(toClient: PassThrough): Promise<readonly Frame[]> {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  for await (const bytes of toClient as AsyncIterable<Buffer>) frames.push(...reader.take(bytes));
  return frames;
}

test('streams are answered, carry data both ways, and end', async () => {
  const { toServer, toClient, closed } = connect((stream) => {
    stream.listen({
      onData: (bytes) => {
        stream.send(Buffer.from(`${stream.headers.get('streamtype') ?? ''}: ${bytes.toString()}`));
      },
      onEnd: () => {
        stream.end();
      },
    });
  });
  const bytes = Buffer.concat([
    await open(1, 'data'),
    dataFrame(1, Buffer.from('hello')),
    dataFrame(1, Buffer.alloc(0), FIN),
  ]);
  // In pieces, as networks deliver.
  for (let at = 0; at < bytes.length; at += 7) toServer.write(bytes.subarray(at, at + 7));
  toServer.end();
  const [reply, data, end] = await framesOf(toClient);
  await closed;
  expect(reply).toMatchObject({ kind: 'control', type: FRAME.reply });
  expect(reply && numberAt(reply.body, 0)).toBe(1);
  expect(data).toMatchObject({ kind: 'data', stream: 1, body: Buffer.from('data: hello') });
  expect(end).toMatchObject({ kind: 'data', stream: 1, flags: FIN });
});

test('a ping comes back as it was sent', async () => {
  const { toServer, toClient } = connect(() => undefined);
  toServer.end(controlFrame(FRAME.ping, numberBody(7)));
  expect(await framesOf(toClient)).toMatchObject([{ type: FRAME.ping, body: numberBody(7) }]);
});

test.each([
  ['a frame that is too large', Buffer.from([0, 0, 0, 1, 0, 0xff, 0xff, 0xff])],
  ['a header block that is none', controlFrame(FRAME.open, Buffer.alloc(40, 1))],
  ['a frame that is too short', controlFrame(FRAME.reset, Buffer.alloc(1))],
])('%s ends the connection', async (_what, bytes) => {
  const { toServer, closed } = connect(() => undefined);
  toServer.write(bytes);
  await closed;
});
