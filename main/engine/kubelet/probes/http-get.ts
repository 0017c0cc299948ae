// Models pkg/probe/http (v1.35): one GET from the kubelet to a container, with the redirects that it follows.
import type { Container, HTTPGetAction, Pod } from '../../api/generated/types.ts';
import { SECOND } from '../../kernel/time.ts';
import type { HttpResponse } from '../../runtime/interfaces.ts';
import { podAddress } from '../pod-address.ts';
import { uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';

export type HttpOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly tookUs: number }
  /** Nobody answered, or not in time, or not in the way that was asked for. */
  | { readonly kind: 'failed'; readonly message: string; readonly tookUs: number }
  /** The request could not even be made. */
  | { readonly kind: 'errored'; readonly message: string; readonly tookUs: 0 };

const REDIRECTS = [301, 302, 303, 307, 308];
const REDIRECTS_MAX = 10;
const CONNECT_US = 30 * SECOND;
const NO_ANSWER = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

/** Sends the request to the Pod, or to the host that the action names; `timeoutUs` counts for all redirects together. */
export function sendHttp(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  action: HTTPGetAction,
  timeoutUs = Infinity,
): HttpOutcome {
  const port = resolvePort(container, action.port);
  if (typeof port === 'string') return { kind: 'errored', message: port, tookUs: 0 };
  const host = action.host ?? podAddress(services, pod);
  const scheme = (action.scheme ?? 'HTTP').toLowerCase();
  return follow(services, pod, { scheme, host, port, path: withSlash(action.path ?? '/') }, timeoutUs);
}

/** The number of a container's port; a fault in words when it has none of the name. */
export function resolvePort(container: Container, port: number | string): number | string {
  if (typeof port === 'number') return port;
  const named = (container.ports ?? []).find(({ name }) => name === port)?.containerPort;
  if (named !== undefined) return named;
  return /^\d+$/.test(port) ? Number(port) : `strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`;
}

interface Target {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function follow(services: KubeletServices, pod: Pod, first: Target, timeoutUs: number): HttpOutcome {
  let target = first;
  let shown = urlOf(first);
  let tookUs = 0;
  for (let redirects = 0; ; redirects++) {
    if (redirects === REDIRECTS_MAX) {
      return { kind: 'failed', message: `Get "${shown}": stopped after ${String(REDIRECTS_MAX)} redirects`, tookUs };
    }
    const failed = (why: string, us: number): HttpOutcome => ({
      kind: 'failed',
      message: `Get "${shown}": ${why}`,
      tookUs: us,
    });
    const answer = request(services, pod, target, Math.min(timeoutUs, CONNECT_US));
    if (answer.kind === 'refused') return failed(`dial tcp ${hostPort(target)}: connect: connection refused`, tookUs);
    if (answer.kind === 'no-route' && answer.tookUs < timeoutUs)
      return failed(`dial tcp ${hostPort(target)}: connect: no route to host`, answer.tookUs);
    if (answer.kind !== 'answered') return failed(NO_ANSWER, timeoutUs);
    tookUs += answer.serviceTimeUs;
    if (tookUs > timeoutUs) return failed(NO_ANSWER, timeoutUs);
    if (target.scheme === 'https') return failed('http: server gave HTTP response to HTTPS client', tookUs);
    const next = redirectOf(answer, target);
    if (!next || next.host !== first.host)
      return { kind: 'answered', status: answer.status, body: answer.body, tookUs };
    target = next;
    shown = answer.headers['Location'] ?? '';
  }
}

/** The Pod and this machine are asked directly, any other address by way of the network. */
function request(services: KubeletServices, pod: Pod, { host, port, path }: Target, patienceUs: number) {
  const { machine, runtime, node } = services;
  const message = { method: 'GET', path, host: `${host}:${String(port)}` };
  if (host === machine.podStatus(uidOf(pod))?.ip) return machine.ports.request(uidOf(pod), port, message);
  if (['127.0.0.1', 'localhost', machine.spec.ip].includes(host))
    return machine.ports.request(undefined, port, message);
  return runtime.requestFrom(node, host, port, message, patienceUs);
}

/** Where an answer sends the one who asked. */
function redirectOf({ status, headers }: HttpResponse, from: Target): Target | undefined {
  const location = headers['Location'];
  if (!REDIRECTS.includes(status) || location === undefined) return undefined;
  const parts = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(location);
  if (!parts) return { ...from, path: location.startsWith('/') ? location : withSlash(location) };
  const [, scheme = 'http', host = '', port, path = '/'] = parts;
  return { scheme, host, port: Number(port ?? (scheme === 'https' ? 443 : 80)), path };
}

const hostPort = ({ host, port }: Target) => `${host}:${String(port)}`;
const urlOf = (target: Target) => `${target.scheme}://${hostPort(target)}${target.path}`;
const withSlash = (path: string) => (path.startsWith('/') ? path : `/${path}`);
