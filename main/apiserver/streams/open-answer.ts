// Answers that go on: watches, and logs that are followed. Most clients read them as the body of a response, browsers as
// the messages of a WebSocket.
import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Upgrade } from './upgrade.ts';
import { webSocketServer } from './web-socket-server.ts';

/** Begins an answer of this content type. Comes back when it can be written to; never when the client is refused. */
export type OpenAnswer = (contentType: string) => Promise<Writable>;

const NORMAL = 1000;
const MESSAGE_BYTES_MAX = 64 * 1024;
/** Bytes as they are, or written in base64 for those who take text only. */
const TEXT_PROTOCOL = 'base64.binary.k8s.io';
const PROTOCOLS = ['binary.k8s.io', TEXT_PROTOCOL];

const sockets = webSocketServer(PROTOCOLS, MESSAGE_BYTES_MAX);

export const openResponse =
  (response: ServerResponse): OpenAnswer =>
  (contentType) => {
    response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-cache, private' });
    response.flushHeaders();
    return Promise.resolve(response);
  };

export const openWebSocket =
  (request: IncomingMessage, response: ServerResponse, { socket, head }: Upgrade): OpenAnswer =>
  () =>
    new Promise((resolve) => {
      response.detachSocket(socket);
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        resolve(messagesOf(webSocket));
      });
    });

/** Each text that is written is a message. */
function messagesOf(socket: WebSocket): Writable {
  const isText = socket.protocol === TEXT_PROTOCOL;
  const messages = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      socket.send(isText ? Buffer.from(text).toString('base64') : text, done);
    },
    final: (done) => {
      socket.close(NORMAL);
      done();
    },
    destroy: (error, done) => {
      socket.terminate();
      done(error);
    },
  });
  const end = () => messages.destroy();
  socket.on('close', end).on('error', end);
  messages.on('error', end);
  return messages;
}
