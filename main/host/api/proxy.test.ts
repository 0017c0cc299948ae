// Programs in the cluster, asked through the API server.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ServedSession } from './testing/served-session.ts';

const ROOT = '/api/v1/namespaces/default';
const labels = { app: 'web' };

let served: ServedSession;
beforeAll(async () => {
  served = await ServedSession.start();
  const spec = { containers: [{ name: 'web', image: 'nginx:1.25.1-alpine', ports: [{ containerPort: 80 }] }] };
  await served.ask(`${ROOT}/pods`, { method: 'POST', body: { metadata: { name: 'web', labels }, spec } });
  const ports = [{ name: 'http', port: 8080, targetPort: 80 }];
  await served.ask(`${ROOT}/services`, {
    method: 'POST',
    body: { metadata: { name: 'web' }, spec: { selector: labels, ports } },
  });
  for (let code = 0; code !== 200;) ({ code } = await served.ask(`${ROOT}/services/web:http/proxy/`));
});
afterAll(() => served.close());

it.each(['pods/web/proxy/', 'pods/web:80/proxy/index.html', 'services/web/proxy/', 'services/http:web:8080/proxy/'])(
  '%s answers what the program answers',
  async (path) => {
    const answer = await served.ask(`${ROOT}/${path}`);
    expect(answer).toMatchObject({ code: 200, headers: { 'content-type': 'text/html' } });
    expect(answer.text).toContain('nginx');
  },
);

it('a path without its slash leads to the one with it', async () => {
  const { code, headers } = await served.ask(`${ROOT}/services/web/proxy?a=b`);
  expect([code, headers.location]).toEqual([301, `${ROOT}/services/web/proxy/?a=b`]);
});

it('a kubelet tells that it is well, and which Pods it has', async () => {
  expect((await served.ask('/api/v1/nodes/worker232/proxy/healthz')).text).toBe('ok');
  const { body } = await served.ask('/api/v1/nodes/master231/proxy/pods');
  expect(body.items?.map(({ metadata }) => metadata?.['name'])).toContain('kube-apiserver-master231');
});

it.each([
  ['pods/nosuch/proxy/', 404, 'pods "nosuch" not found'],
  ['services/web:nosuch/proxy/', 503, 'no service port "nosuch" found for service "web"'],
  ['services/kubernetes:x/proxy/', 503, 'no service port "x" found for service "kubernetes"'],
  ['pods/web:81/proxy/', 503, 'error trying to reach service: dial tcp'],
])('%s is refused', async (path, code, message) => {
  const answer = await served.ask(`${ROOT}/${path}`);
  expect(answer).toMatchObject({ code, body: { kind: 'Status' } });
  expect(answer.body.message).toContain(message);
});

it('is for those who may', async () => {
  const answer = await served.ask(`${ROOT}/pods/web/proxy/`, { headers: { 'Impersonate-User': 'jane' } });
  expect(answer.code).toBe(403);
  expect(answer.body.message).toContain('cannot get resource "pods/proxy"');
});
