// What `wget` and `curl` have in common: a URL is taken apart and asked for, and the program waits as long as it took.
import type { Json } from '../../../kernel/json.ts';
import { SECOND } from '../../../kernel/time.ts';
import { type Dialled, dial } from '../dial.ts';
import type { Process, Program, Turn } from '../program.ts';
import type { Options } from './command.ts';

export interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** A program waits so long for a connection unless it is told otherwise. */
export const CONNECT_US = 130 * SECOND;
const REDIRECTS = [301, 302, 303, 307, 308];
const REDIRECTS_MAX = 20;

export function targetOf(url: string): Target {
  const [, scheme = 'http', host = '', port, path = ''] =
    /^(?:(https?):\/\/)?([^/:?]+|\[[^\]]*\])(?::(\d+))?(.*)$/.exec(url) ?? [];
  return {
    host,
    port: Number(port ?? (scheme === 'https' ? 443 : 80)),
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

/** The Host header for a target. */
export const hostOf = ({ host, port }: Target) => (port === 80 ? host : `${host}:${String(port)}`);

export interface HttpClient {
  options(args: readonly string[]): Options;
  method(options: Options): string;
  patienceUs(options: Options): number;
  follows(options: Options): boolean;
  /** Says what came of it; answers the exit code. */
  tell(process: Process, options: Options, target: Target, dialled: Dialled): number;
}

export function httpClient(client: HttpClient): Program {
  return {
    run: (process, state): Turn => {
      const options = client.options(process.argv.slice(1));
      // What the first turn kept.
      const kept = state as Kept | undefined;
      const { target, dialled } = kept ?? askAll(process, client, options);
      if (!kept && dialled.tookUs > 0) return { state: asJson(target, dialled), next: { waitUs: dialled.tookUs } };
      return { next: { exitCode: client.tell(process, options, target, dialled) } };
    },
  };
}

/** Plain JSON. */
interface Kept {
  readonly target: Target;
  readonly dialled: Dialled;
}

const asJson = ({ host, port, path }: Target, dialled: Dialled): Json => ({ target: { host, port, path }, dialled });

/** Asks, and where it may asks again where it is sent to. */
function askAll(process: Process, client: HttpClient, options: Options): Kept {
  let target = targetOf(options.operands[0] ?? '');
  let tookUs = 0;
  for (let redirects = 0; ; redirects++) {
    const { host, port, path } = target;
    const request = { method: client.method(options), path, host: hostOf(target) };
    const dialled = dial(process, host, port, request, client.patienceUs(options) - tookUs);
    tookUs += dialled.tookUs;
    const next = redirects < REDIRECTS_MAX && client.follows(options) ? redirectOf(target, dialled) : undefined;
    if (!next) return { target, dialled: { ...dialled, tookUs } };
    target = next;
  }
}

function redirectOf(from: Target, dialled: Dialled): Target | undefined {
  if (dialled.kind !== 'answered' || !REDIRECTS.includes(dialled.response.status)) return undefined;
  const location = dialled.response.headers['Location'];
  if (location === undefined) return undefined;
  return location.startsWith('/') ? { ...from, path: location } : targetOf(location);
}
