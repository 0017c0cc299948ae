import { WebSocketServer } from 'ws';
import { sendRaw } from '../http/malformed.ts';
import { malformed } from '../http/statuses.ts';

/** Speaks the first of `protocols` that a client offers; those whose handshake is wrong get a Status. */
export function webSocketServer(protocols: readonly string[], messageBytesMax: number): WebSocketServer {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytesMax,
    handleProtocols: (offered) => protocols.find((protocol) => offered.has(protocol)) ?? false,
  });
  server.on('wsClientError', (error, socket) => {
    sendRaw(socket, malformed(400, `websocket: ${error.message}`));
  });
  return server;
}
