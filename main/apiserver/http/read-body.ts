import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { requestTooLarge } from './statuses.ts';
import { Refusal } from './refusal.ts';

/** As much as etcd takes in one request, and what goes around it. */
export const BODY_BYTES_MAX = 3 * 1024 * 1024;

/** All of a request's body. Throws Refusal when that is too much, and Error when it is cut off. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new Refusal(requestTooLarge(BODY_BYTES_MAX));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
