// By what clients are known besides the token of the kubeconfig: client certificates, and tokens of service accounts.
import { request } from 'node:https';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Body, ServedSession } from './testing/served-session.ts';

let served: ServedSession;
beforeAll(async () => {
  served = await ServedSession.start();
});
afterAll(() => served.close());

const ACCOUNTS = '/api/v1/namespaces/default/serviceaccounts';
const PODS = '/api/v1/namespaces/default/pods';

/** A token of a service account, as it is asked for. */
async function tokenOf(name: string): Promise<string> {
  const body = { spec: { audiences: [], expirationSeconds: 600 } };
  const answer = await served.ask(`${ACCOUNTS}/${name}/token`, { method: 'POST', body });
  return (answer.body['status'] as { readonly token: string }).token;
}

/** Who the server says that somebody is. */
function whoIs(options: object): Promise<Body> {
  const asked = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  return new Promise((resolve, reject) => {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const headers = { 'Content-Type': 'application/json' };
    const sent = request({ ...served.options(path), headers, ...options, method: 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve(JSON.parse(text) as Body);
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(asked));
  });
}

it('who has a certificate of the server is whom it names', async () => {
  const { certificate, key } = served.listener.endpoint.client;
  expect(await whoIs({ cert: certificate, key })).toMatchObject({
    status: {
      userInfo: {
        username: 'kubernetes-admin',
        groups: ['system:masters', 'system:authenticated'],
        extra: { 'authentication.kubernetes.io/credential-id': [expect.stringMatching(/^X509SHA256=[0-9a-f]{64}$/)] },
      },
    },
  });
});

it('a certificate of another authority is none', async () => {
  const stranger = await ServedSession.start();
  const { certificate, key } = stranger.listener.endpoint.client;
  await stranger.close();
  expect(await whoIs({ cert: certificate, key })).toMatchObject({ code: 401 });
});

it('a service account may do what Roles say, and nothing once it has gone', async () => {
  await served.ask(ACCOUNTS, { method: 'POST', body: { metadata: { name: 'robot' } } });
  const headers = { Authorization: `Bearer ${await tokenOf('robot')}` };
  const refused = await served.ask(PODS, { headers });
  expect(refused.code).toBe(403);
  expect(refused.body.message).toContain('User "system:serviceaccount:default:robot" cannot list resource "pods"');
  const bindings = '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings';
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
  const subjects = [{ kind: 'ServiceAccount', name: 'robot', namespace: 'default' }];
  await served.ask(bindings, { method: 'POST', body: { metadata: { name: 'robot' }, roleRef, subjects } });
  expect((await served.ask(PODS, { headers })).code).toBe(200);
  expect((await served.ask(PODS, { headers, method: 'POST', body: { metadata: { name: 'x' } } })).code).toBe(403);
  await served.ask(`${ACCOUNTS}/robot`, { method: 'DELETE' });
  expect((await served.ask(PODS, { headers })).code).toBe(401);
});

it('who may not impersonate does not become somebody else', async () => {
  const headers = { Authorization: `Bearer ${await tokenOf('default')}`, 'Impersonate-User': 'kubernetes-admin' };
  const answer = await served.ask(PODS, { headers });
  expect(answer).toMatchObject({ code: 403, body: { reason: 'Forbidden' } });
  expect(answer.body.message).toContain('cannot impersonate resource "users"');
});
