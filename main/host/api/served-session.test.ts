// The API server as clients meet it: over real sockets, before a real session.
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { field, message } from '../../apiserver/protobuf/write.ts';
import { ServedSession } from './testing/served-session.ts';

let served: ServedSession;
beforeAll(async () => {
  served = await ServedSession.start();
});
afterAll(() => served.close());

const MAPS = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const map = (name: string, data = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

describe('who may come in', () => {
  it.each([
    ['nobody without a token', { Authorization: '' }, 401, 'Unauthorized'],
    ['nobody with another token', { Authorization: 'Bearer guess' }, 401, 'Unauthorized'],
    ['no page of another origin', { Origin: 'https://example.com' }, 403, 'Forbidden'],
    ['nothing meant for another host', { Host: 'example.com' }, 403, 'Forbidden'],
  ])('%s', async (_what, headers, code, reason) => {
    const answer = await served.ask('/api/v1/nodes', { headers });
    expect(answer).toMatchObject({ code, body: { kind: 'Status', status: 'Failure', reason, code } });
  });

  it('who is impersonated may do what Roles say', async () => {
    const answer = await served.ask('/api/v1/namespaces/default/secrets', { headers: { 'Impersonate-User': 'jane' } });
    expect(answer.code).toBe(403);
    expect(answer.body.message).toContain('User "jane" cannot list resource "secrets"');
  });
});

describe('objects', () => {
  it('are created, read, changed and deleted', async () => {
    const created = await served.ask(MAPS, { method: 'POST', body: map('one', { a: '1' }) });
    expect(created).toMatchObject({ code: 201, body: { kind: 'ConfigMap', data: { a: '1' } } });
    const read = await served.ask(`${MAPS}/one`);
    const replaced = await served.ask(`${MAPS}/one`, { method: 'PUT', body: { ...read.body, data: { a: '2' } } });
    expect(replaced).toMatchObject({ code: 200, body: { data: { a: '2' } } });
    const stale = await served.ask(`${MAPS}/one`, { method: 'PUT', body: { ...read.body, data: { a: '3' } } });
    expect(stale).toMatchObject({ code: 409, body: { reason: 'Conflict' } });
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    const patched = await served.ask(`${MAPS}/one`, { method: 'PATCH', headers, body: { data: { b: '3' } } });
    expect(patched.body['data']).toEqual({ a: '2', b: '3' });
    const { uid } = read.body.metadata ?? {};
    const deleted = await served.ask(`${MAPS}/one`, { method: 'DELETE' });
    expect(deleted.body).toMatchObject({ status: 'Success', details: { name: 'one', kind: 'configmaps', uid } });
    expect(await served.ask(`${MAPS}/one`)).toMatchObject({ code: 404, body: { reason: 'NotFound' } });
  });

  it('are applied on the server, which answers 201 for what is new', async () => {
    const headers = { 'Content-Type': 'application/apply-patch+yaml' };
    const apply = (query: string) => {
      const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: applied}\ndata: {a: b}\n';
      return served.ask(`${MAPS}/applied?${query}`, { method: 'PATCH', headers, body });
    };
    expect(await apply('')).toMatchObject({ code: 422, body: { details: { causes: [{ field: 'fieldManager' }] } } });
    expect(await apply('fieldManager=one')).toMatchObject({ code: 201, body: { data: { a: 'b' } } });
    expect(await apply('fieldManager=one')).toMatchObject({ code: 200 });
  });

  it('are listed, also as tables and by their metadata alone', async () => {
    const list = await served.ask('/api/v1/nodes');
    expect(list.body).toMatchObject({ kind: 'NodeList', apiVersion: 'v1', metadata: { resourceVersion: /^\d+$/ } });
    expect(list.body.items?.[0]).not.toHaveProperty('kind');
    const table = await served.ask('/api/v1/nodes', {
      headers: { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' },
    });
    expect(table.body).toMatchObject({
      kind: 'Table',
      columnDefinitions: expect.arrayContaining([expect.objectContaining({ name: 'Name', format: 'name' })]),
    });
    const partial = await served.ask('/api/v1/nodes', {
      headers: { Accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' },
    });
    expect(partial.body.items?.[0]).toMatchObject({ kind: 'PartialObjectMetadata' });
    expect(partial.body.items?.[0]).not.toHaveProperty('spec');
  });

  it('are written in protobuf as newer clients do', async () => {
    const entry = message(field(1, 'colour'), field(2, 'blue'));
    const object = message(field(1, field(1, 'proto')), field(2, entry));
    const typeMeta = message(field(1, 'v1'), field(2, 'ConfigMap'));
    const body = Buffer.concat([Buffer.from('k8s\0'), field(1, typeMeta), field(2, object)]);
    const headers = { 'Content-Type': 'application/vnd.kubernetes.protobuf' };
    const created = await served.ask(MAPS, { method: 'POST', headers, body });
    expect(created).toMatchObject({ code: 201, body: { metadata: { name: 'proto' }, data: { colour: 'blue' } } });
  });

  it.each([
    ['an unknown field', MAPS, { ...map('x'), dat: {} }, 400, 'strict decoding error: unknown field "dat"'],
    ['a broken name', MAPS, map('No Name'), 422, 'Invalid value'],
    ['what is no JSON', MAPS, '{', 400, "couldn't get version/kind"],
    ['an unknown resource', '/api/v1/namespaces/default/nosuch', {}, 404, 'could not find the requested resource'],
    ['an unknown group', '/apis/example.com/v1/things', {}, 404, 'could not find the requested resource'],
    ['a body without end', MAPS, 'x'.repeat(4_000_000), 413, 'Request entity too large'],
  ])('%s is refused', async (_what, path, body, code, text) => {
    const answer = await served.ask(`${path}?fieldValidation=Strict`, { method: 'POST', body });
    expect(answer).toMatchObject({ code, body: { kind: 'Status', status: 'Failure' } });
    expect(answer.body.message).toContain(text);
  });

  it.each([
    ['POST', MAPS, { 'Content-Type': 'text/html' }, 415],
    ['PATCH', `${MAPS}/kube-root-ca.crt`, {}, 415],
    ['OPTIONS', MAPS, {}, 405],
    ['GET', MAPS, { Accept: 'text/html' }, 406],
    ['POST', '/version', {}, 405],
    ['GET', `${PODS}/nosuch/exec?command=ls`, {}, 400],
  ])('%s %s with %j is answered %d', async (method, path, headers, code) => {
    const asked = { method, headers, ...(method === 'POST' || method === 'PATCH' ? { body: {} } : {}) };
    expect(await served.ask(path, asked)).toMatchObject({ code, body: { kind: 'Status', code } });
  });
});

describe('discovery', () => {
  it('knows kinds of which nothing is kept: they are listed, and none can be made', async () => {
    const classes = '/apis/node.k8s.io/v1/runtimeclasses';
    expect(await served.ask(classes)).toMatchObject({ code: 200, body: { kind: 'RuntimeClassList', items: [] } });
    const made = await served.ask(classes, { method: 'POST', body: { metadata: { name: 'x' }, handler: 'runc' } });
    expect(made).toMatchObject({ code: 405, body: { kind: 'Status' } });
  });

  it('tells all in one answer to those who ask for that, and group by group to others', async () => {
    const type = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const all = await served.ask('/apis', { headers: { Accept: `${type},application/json` } });
    expect(all.headers['content-type']).toBe(type);
    expect(all.body.items?.[0]?.metadata).toMatchObject({ name: 'apiregistration.k8s.io' });
    const apps = await served.ask('/apis/apps/v1');
    expect(apps.body['resources']).toContainEqual(
      expect.objectContaining({ name: 'deployments/scale', kind: 'Scale', group: 'autoscaling', version: 'v1' }),
    );
    expect((await served.ask('/apis')).body).toMatchObject({ kind: 'APIGroupList' });
    expect((await served.ask('/api')).body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    expect((await served.ask('/apis/nosuch')).code).toBe(404);
  });

  it('has documents of what objects look like', async () => {
    const index = await served.ask('/openapi/v3');
    expect(index.body).toHaveProperty(['paths', 'apis/apps/v1', 'serverRelativeURL']);
    const apps = await served.ask('/openapi/v3/apis/apps/v1');
    const schemas = '/components/schemas/';
    expect(apps.text).toContain(`#${schemas}io.k8s.DeploymentSpec`);
    expect(apps.body).toHaveProperty(['paths', '/apis/apps/v1/namespaces/{namespace}/deployments/{name}', 'patch']);
  });
});

it.each([
  ['no HTTP at all', 'nonsense\r\n\r\n', 400],
  ['headers without end', `GET /version HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
])('%s is answered with a Status', async (_what, text, code) => {
  const { ca, host, port, servername } = served.options('/');
  const answer = await new Promise<string>((resolve, reject) => {
    let heard = '';
    const socket = connectTls({ ca, host: host ?? '', port: Number(port), servername });
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    socket.on('close', () => {
      resolve(heard);
    });
    socket.on('error', reject);
    socket.write(text);
  });
  expect(answer).toContain(`HTTP/1.1 ${String(code)} `);
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ kind: 'Status', code });
});

describe('while the simulated API server is down', () => {
  const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
  const moved = '/root/kube-apiserver.yaml';
  /** Comes back when the server does or does not listen. */
  const until = async (listening: boolean) => {
    for (;;) {
      const isListening = await new Promise<boolean>((resolve) => {
        const socket = connect(served.port, '127.0.0.1');
        socket.on('connect', () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => {
          resolve(false);
        });
      });
      if (isListening === listening) return;
    }
  };

  it('connections are refused, and taken again when it is back', async () => {
    const node = served.host.live.cluster.runtime.machineNames()[0] ?? '';
    await served.host.submit({ type: 'move-file', node, from: manifest, to: moved });
    await until(false);
    await expect(served.ask('/version')).rejects.toThrow('ECONNREFUSED');
    await served.host.submit({ type: 'move-file', node, from: moved, to: manifest });
    await until(true);
    expect((await served.ask('/readyz')).text).toBe('ok');
  });
});
