// What browsers, and clients like them, read as the messages of a WebSocket: watches, logs, forwarded ports.
import { Buffer } from 'node:buffer';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ServedSession } from './testing/served-session.ts';

const ROOT = '/api/v1/namespaces/default';

let served: ServedSession;
beforeAll(async () => {
  served = await ServedSession.start();
  const spec = { containers: [{ name: 'web', image: 'nginx:1.25.1-alpine' }] };
  await served.ask(`${ROOT}/pods`, { method: 'POST', body: { metadata: { name: 'web' }, spec } });
  for (let text = ''; !text.includes('start worker');) ({ text } = await served.ask(`${ROOT}/pods/web/log`));
});
afterAll(() => served.close());

/** Opens a WebSocket as a browser does, with the token among the protocols. */
function open(path: string, protocols: readonly string[]): WebSocket {
  const { authority, token } = served.listener.endpoint;
  const bearer = `base64url.bearer.authorization.k8s.io.${Buffer.from(token).toString('base64url')}`;
  return new WebSocket(`wss://127.0.0.1:${String(served.port)}${path}`, [bearer, ...protocols], { ca: authority });
}

/** The next message. */
const next = (socket: WebSocket): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('message', (data: Buffer) => {
      resolve(data);
    });
  });

it('a watch is an event a message', async () => {
  const socket = open(`${ROOT}/configmaps?watch=1&fieldSelector=metadata.name=seen`, ['binary.k8s.io']);
  await new Promise((resolve) => socket.once('open', resolve));
  const event = next(socket);
  await served.ask(`${ROOT}/configmaps`, { method: 'POST', body: { metadata: { name: 'seen' } } });
  expect(JSON.parse((await event).toString())).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'seen' } } });
  socket.terminate();
});

it('a log is its text, in base64 for those who take text only', async () => {
  const socket = open(`${ROOT}/pods/web/log?tailLines=1`, ['base64.binary.k8s.io']);
  const text = Buffer.from((await next(socket)).toString(), 'base64').toString();
  expect(text).toContain('start worker process');
});

it('a forwarded port is two channels, which begin with its number', async () => {
  const socket = open(`${ROOT}/pods/web/portforward?ports=80`, ['v4.channel.k8s.io']);
  const heard = ['', ''];
  socket.on('message', (data: Buffer) => {
    const channel = data[0] ?? 0;
    heard[channel] = `${heard[channel] ?? ''}${data.subarray(1).toString('latin1')}`;
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(Buffer.concat([Buffer.from([0]), Buffer.from('GET / HTTP/1.1\r\nHost: web\r\n\r\n')]));
  await expect.poll(() => heard[0]).toContain('nginx');
  expect(heard[0]).toMatch(/^P\0HTTP\/1\.1 200 OK/);
  expect(heard[1]).toBe('P\0');
  socket.terminate();
});

it('what is refused is a Status, also where the handshake is wrong', async () => {
  const missing = await served.ask(`${ROOT}/pods/nosuch/log`, { headers: { Upgrade: 'websocket' } });
  expect(missing).toMatchObject({ code: 404, body: { kind: 'Status' } });
  const Connection = 'Upgrade';
  const wrong = await served.ask(`${ROOT}/configmaps?watch=1`, { headers: { Upgrade: 'websocket', Connection } });
  expect(wrong).toMatchObject({ code: 400, body: { kind: 'Status' } });
});

it('commands are those of Pods: no other group has them', async () => {
  const headers = { Upgrade: 'websocket', Connection: 'Upgrade' };
  const answer = await served.ask('/apis/apps/v1/namespaces/default/pods/web/exec?command=ls', { headers });
  expect(answer.code).toBe(404);
});

it.each(['attach', 'exec?command=ls', 'portforward?ports=80'])('%s is for those who may', async (stream) => {
  const headers = { Upgrade: 'websocket', Connection: 'Upgrade', 'Impersonate-User': 'jane' };
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
  await served.ask(`${rbac}/roles`, { method: 'POST', body: { metadata: { name: 'looks' }, rules } });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'looks' };
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane' }];
  await served.ask(`${rbac}/rolebindings`, {
    method: 'POST',
    body: { metadata: { name: 'looks' }, roleRef, subjects },
  });
  const answer = await served.ask(`${ROOT}/pods/web/${stream}`, { headers });
  expect(answer.code).toBe(403);
  expect(answer.body.message).toContain(`cannot create resource "pods/${stream.split('?')[0] ?? ''}"`);
});
