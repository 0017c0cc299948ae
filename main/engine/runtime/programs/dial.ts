// How clients reach a server: the name is looked up, and the first of its addresses is asked.
import type { HttpRequest, HttpResponse } from '../interfaces.ts';
import type { Process } from './program.ts';

/** What became of it, and after how long. Plain JSON: a client keeps it while it waits. */
export type Dialled = { readonly tookUs: number; readonly address: string } & (
  | { readonly kind: 'answered'; readonly response: Pick<HttpResponse, keyof HttpResponse> }
  /** Somebody accepted the connection, but speaks another language. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused' }
  /** Somebody on the way has told that nobody has the address. */
  | { readonly kind: 'no-route' }
  | { readonly kind: 'unknown-name' }
  /** The time was up before the name was known. */
  | { readonly kind: 'unresolved' }
  /** The time was up before there was a connection. */
  | { readonly kind: 'timeout' }
);

/** Asks `host`, which is a name or an address, and waits at most `patienceUs` for all of it. */
export function dial(process: Process, host: string, port: number, request: HttpRequest, patienceUs: number): Dialled {
  const lookup = process.lookUp(host);
  const [address = ''] = lookup.kind === 'found' ? lookup.addresses : [];
  if (lookup.tookUs >= patienceUs) return { kind: 'unresolved', address, tookUs: patienceUs };
  if (lookup.kind !== 'found') return { kind: 'unknown-name', address, tookUs: lookup.tookUs };
  const answer = process.request(address, port, request, patienceUs - lookup.tookUs);
  switch (answer.kind) {
    case 'answered': {
      const { status, headers, body, serviceTimeUs } = answer;
      return { kind: 'answered', address, tookUs: lookup.tookUs + serviceTimeUs, response: { status, headers, body } };
    }
    case 'silent':
      return { kind: 'silent', address, tookUs: patienceUs };
    case 'refused':
      return { kind: 'refused', address, tookUs: lookup.tookUs };
    case 'no-route':
      return { kind: 'no-route', address, tookUs: lookup.tookUs + answer.tookUs };
    case 'unreachable':
      return { kind: 'timeout', address, tookUs: patienceUs };
  }
}
