// Answers that are sent whole.
import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import type { ApiStatus } from '../../../preload/contract/inputs.ts';

export interface Reply {
  readonly code: number;
  /** Sent as JSON or, where it is a text or bytes, as it stands. */
  readonly body: unknown;
  /** `application/json` unless told. */
  readonly contentType?: string | undefined;
  readonly warnings?: readonly string[] | undefined;
  /** In the place of those that answers have. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export const JSON_TYPE = 'application/json';

export const replyOf = (status: ApiStatus): Reply => ({ code: status.code, body: status });

/** Sends `reply`, unless another answer has begun. Without a code nobody is there who could answer. */
export function send(response: ServerResponse, reply: Reply): void {
  const { code, body, headers } = reply;
  if (response.headersSent || response.destroyed) return;
  if (code === 0) {
    response.destroy();
    return;
  }
  const content = typeof body === 'string' || Buffer.isBuffer(body) ? body : `${JSON.stringify(body)}\n`;
  response.writeHead(code, {
    ...(headers ?? ownHeaders(reply)),
    'Content-Length': Buffer.byteLength(content),
  });
  response.end(content);
}

const ownHeaders = ({ contentType = JSON_TYPE, warnings }: Reply) => ({
  'Content-Type': contentType,
  'Cache-Control': 'no-cache, private',
  ...(warnings && warnings.length > 0 && { Warning: warnings.map(warningText) }),
});

/** As RFC 7234 writes it: of nobody in particular, and what headers cannot hold is left out. */
const warningText = (text: string): string =>
  `299 - "${text.replace(/[\\"]/g, '\\$&').replace(/[^\t\x20-\x7e]/g, '?')}"`;
