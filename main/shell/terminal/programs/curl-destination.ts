// Where a URL leads that curl is given, and which servers speak TLS.
import { parseIp } from '../../../engine/network/cidr.ts';
import type { TerminalCluster } from '../cluster-client.ts';
import { addressOf } from './node/reaching.ts';

export interface Destination {
  readonly scheme: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly path: string;
}

/** How curl ends, and what it says about it. */
export interface Failure {
  readonly exitCode: number;
  readonly text: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, telnet: 23 };
/** Of the programs that are there, who listens on one of these speaks TLS alone. */
const TLS_PORTS: ReadonlySet<number> = new Set([443, 2379, 2380, 6443, 8443, 10_250, 10_257, 10_259]);

/** Where a URL leads: an address, a machine's name, or this machine. */
export function findDestination(
  url: string,
  resolve: ReadonlyMap<string, string>,
  held: TerminalCluster,
): Destination | Failure {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/]*@)?([^/:?#]+)(?::(\d+))?([^#]*)/i.exec(url);
  const [, scheme = 'http', name = '', port, rest = ''] = match ?? [];
  if (!match) return { exitCode: 3, text: 'curl: (3) URL rejected: No host part in the URL\n' };
  if (Number(port ?? 0) > 65_535)
    return { exitCode: 3, text: 'curl: (3) URL rejected: Port number was not a decimal number between 0 and 65535\n' };
  const usual = PORTS[scheme.toLowerCase()];
  if (usual === undefined)
    return { exitCode: 1, text: `curl: (1) Protocol "${scheme}" not supported or disabled in libcurl\n` };
  const target = port === undefined ? usual : Number(port);
  const address = resolve.get(`${name}:${target}`) ?? addressOf(held, name);
  if (address === undefined || parseIp(address) === undefined)
    return { exitCode: 6, text: `curl: (6) Could not resolve host: ${name}\n` };
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { scheme: scheme.toLowerCase(), name, address, port: target, path };
}

/** The Host header for a destination. */
export function hostHeader({ scheme, name, port }: Destination): string {
  return port === PORTS[scheme] ? name : `${name}:${port}`;
}

/** Whether who listens where the request has come speaks TLS. */
export function speaksTls({ port }: Destination, backend: string | undefined): boolean {
  return TLS_PORTS.has(backend === undefined ? port : Number(backend.split(':')[1]));
}
