// Pages in a browser on this machine can reach this address, too; they know no token, and are not even let near one.
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../http/refusal.ts';
import { foreign } from '../http/statuses.ts';

const HOSTS = ['127.0.0.1', 'localhost'];

/** Throws Refusal for requests that were meant for another host, or come from a page of another origin. */
export function checkOrigin({ headers }: IncomingMessage): void {
  const host = headers.host ?? '';
  const [name = ''] = host.split(':');
  if (!HOSTS.includes(name))
    throw new Refusal(foreign(`this server does not answer for the host ${JSON.stringify(host)}`));
  const { origin } = headers;
  if (origin !== undefined && origin !== `https://${host}`) {
    throw new Refusal(foreign(`pages of ${JSON.stringify(origin)} may not speak with this server`));
  }
}
