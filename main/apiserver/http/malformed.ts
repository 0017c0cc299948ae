// Requests that are none: they are answered before there is anything to answer on.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import { malformed } from './statuses.ts';

const CODES: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** What is the matter with a request that Node could not read. */
export function statusOf(error: NodeJS.ErrnoException): ApiStatus {
  const code = CODES[error.code ?? ''] ?? 400;
  return malformed(code, STATUS_CODES[code] ?? '');
}

/** Answers on a connection that is not understood, and ends it. */
export function sendRaw(socket: Duplex, status: ApiStatus): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(status);
  const head = [
    `HTTP/1.1 ${String(status.code)} ${status.message}`,
    'Content-Type: application/json',
    `Content-Length: ${String(body.length)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
