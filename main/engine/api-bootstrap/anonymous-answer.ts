// Models what kube-apiserver (v1.35) answers to those who do not say who they are: its health, and nothing else.
import type { HttpRequest, Served } from '../runtime/interfaces.ts';

const HEALTH = /^\/(?:healthz|livez|readyz)(?:\/[\w-]+)*$/;

/** The answer to a request that comes over the network, without a certificate or a token. */
export function anonymousAnswer({ method, path }: HttpRequest): Served {
  const [name = '/'] = path.split('?');
  if (HEALTH.test(name)) {
    return { response: { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'ok' } };
  }
  const verb = method === 'GET' ? 'get' : method.toLowerCase();
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `forbidden: User "system:anonymous" cannot ${verb} path "${name}"`,
    reason: 'Forbidden',
    details: {},
    code: 403,
  };
  const body = JSON.stringify(status, undefined, 2);
  return { response: { status: 403, headers: { 'Content-Type': 'application/json' }, body } };
}
