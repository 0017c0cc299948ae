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
}

export const JSON_TYPE = 'application/json';

export const replyOf = (status: ApiStatus): Reply => ({ code: status.code, body: status });

/** Sends `reply`, unless another answer has begun. Without a code nobody is there who could answer. */
export function send(response: ServerResponse, { code, body, contentType = JSON_TYPE, warnings }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  if (code === 0) {
    response.destroy();
    return;
  }
  const content = typeof body === 'string' || Buffer.isBuffer(body) ? body : `${JSON.stringify(body)}\n`;
  response.writeHead(code, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(content),
    'Cache-Control': 'no-cache, private',
    ...(warnings && warnings.length > 0 && { Warning: warnings.map(warningText) }),
  });
  response.end(content);
}

/** As RFC 7234 writes it: of nobody in particular, and what headers cannot hold is left out. */
const warningText = (text: string): string =>
  `299 - "${text.replace(/[\\"]/g, '\\$&').replace(/[^\t\x20-\x7e]/g, '?')}"`;
