import { beforeAll, describe, expect, it } from 'vitest';
import { type hostCalls } from '../../preload/contract/calls.ts';
import { type TestHost, TestWindow, openHost } from './testing/open-host.ts';

let test: TestHost;
let window: TestWindow;
const ask = (call: string, payload: unknown) => window.call(test.clock, call, payload);

const bad: Readonly<Record<keyof typeof hostCalls, readonly unknown[]>> = {
  'view:get-snapshot': [undefined, 3],
  'cluster:apply-manifest': [{}, { text: 1, file: '', namespace: '' }],
  'cluster:delete-object': [
    { resource: 'pods', namespace: 'default', name: '' },
    { resource: '', namespace: '', name: 'x' },
  ],
  'cluster:kill-container': [{ namespace: 'default', pod: 'a' }],
  'cluster:exec': [
    { namespace: 'default', pod: 'a', container: 'web', line: '  ' },
    { namespace: 'default', pod: 'a', line: 'ls' },
  ],
  'cluster:exec-feed': [{ namespace: 'default', pod: 'a', container: 'web' }],
  'cluster:power-node': [{ node: 'worker232', on: 'yes' }],
  'cluster:set-link': [
    { node: 'worker232' },
    { node: 'worker232', link: { up: true, delayUs: 0.5, loss: 0 } },
    { node: 'worker232', link: { up: true, delayUs: 0, loss: 2 } },
  ],
  'cluster:fill-disk': [{ node: 'worker232', share: 1.1 }, { node: 'worker232' }],
  'cluster:run-kubelet': [{ node: 'worker232', on: 1 }],
  'cluster:move-file': [{ node: 'master231', from: '/a' }],
  'cluster:set-load': [{ name: 'visitors', ratePerSecond: 1e9, target: 'all-node-ports', path: '/' }],
  'object:inspect': [{ resource: 'pods', name: 'x' }],
  'pod:life': [{ namespace: 'default', name: 'x' }],
  'record:explain': [{ seq: 0 }, { seq: 1.5 }],
  'client:requests': [{ client: 'visitors' }],
  'node:rules': [{}],
  'clock:play': [null],
  'clock:pause': ['now'],
  'clock:set-speed': [{ speed: -1 }, { speed: 1001 }, { speed: Number.NaN }],
  'clock:step': [{ direction: 'sideways' }],
  'clock:seek': [{ timeUs: -1 }],
  'clock:go-live': [undefined],
  'layout:place': [{ key: 'node:a', x: 'left', y: 0 }],
  'layout:reset': [7],
  'scenario:list': [null],
  'scenario:play': [{ id: '' }],
  'server:get': [null],
  'server:start': [5],
  'server:stop': [undefined],
  'server:write-kubeconfig': ['path'],
  'server:merge-kubeconfig': [null],
  'terminal:open': [
    { place: { kind: 'nowhere' }, columns: 80, rows: 24 },
    { place: { kind: 'node' }, columns: 80, rows: 24 },
    { place: { kind: 'outside' }, columns: 0, rows: 24 },
  ],
  'terminal:input': [{ terminal: 't1', text: 'x'.repeat(65_537) }, { terminal: 't1' }],
  'terminal:resize': [{ terminal: 't1', columns: 1e6, rows: 24 }],
  'terminal:drawn': [{ terminal: 't1', characters: -1 }],
  'terminal:edited': [{ terminal: 't1', text: 'no edit' }],
  'terminal:close': [{ terminal: '' }],
};

describe('calls of a window', () => {
  beforeAll(() => {
    test = openHost();
    window = new TestWindow();
    test.host.connect(window);
  });

  it.each(Object.entries(bad))('%s refuses what its contract does not allow', async (call, payloads) => {
    for (const payload of payloads) {
      expect(await ask(call, payload), JSON.stringify(payload)).toMatchObject({
        ok: false,
        problem: { code: 'call-invalid' },
      });
    }
  });

  it.each(['', 'cluster:explode', 'toString', '__proto__'])('there is no call %j', async (call) => {
    expect(await ask(call, {})).toMatchObject({ ok: false, problem: { code: 'call-invalid' } });
  });

  it('applies a manifest and says what kubectl would', async () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {a: b}\n';
    const answer = await ask('cluster:apply-manifest', { text, file: 'page.yaml', namespace: '' });
    expect(answer).toMatchObject({ ok: true, value: { applied: [{ line: 'configmap/page created' }] } });
  });

  it('applies nothing of a manifest that is wrong somewhere, and says where', async () => {
    const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fine}\n';
    const wrong = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: wrong}\ndatum: {}\n';
    const answer = await ask('cluster:apply-manifest', {
      text: `${good}---\n${wrong}`,
      file: 'two.yaml',
      namespace: '',
    });
    expect(answer).toMatchObject({
      ok: false,
      problem: { code: 'manifest-refused', where: expect.stringContaining('document 2') },
    });
    expect(await ask('object:inspect', { resource: 'configmaps', namespace: 'default', name: 'fine' })).toMatchObject({
      ok: false,
      problem: { code: 'nothing-there' },
    });
    const unknown = 'apiVersion: v1\nkind: Gadget\nmetadata: {name: x}\n';
    expect(await ask('cluster:apply-manifest', { text: unknown, file: 'x.yaml', namespace: '' })).toMatchObject({
      problem: { code: 'manifest-unknown-kind', where: 'x.yaml, document 1' },
    });
    expect(await ask('cluster:apply-manifest', { text: 'a: [', file: 'x.yaml', namespace: '' })).toMatchObject({
      problem: { code: 'manifest-yaml' },
    });
  });

  it('tells all of an object, and why it is as it is, back to the person', async () => {
    const answer = await ask('object:inspect', { resource: 'configmaps', namespace: 'default', name: 'page' });
    expect(answer).toMatchObject({
      ok: true,
      value: {
        yaml: expect.stringContaining('kind: ConfigMap'),
        describe: expect.stringMatching(/^Name: +page/),
        why: [
          { type: 'input-accepted', actor: 'person', text: 'You applied ConfigMap page.' },
          { type: 'object-created', text: 'You created ConfigMap page.' },
        ],
      },
    });
  });

  it('shows the rules of a node', async () => {
    expect(await ask('node:rules', { node: 'nowhere' })).toMatchObject({ problem: { code: 'nothing-there' } });
    expect(await ask('node:rules', { node: 'worker232' })).toMatchObject({
      ok: true,
      value: { text: expect.any(String) },
    });
  });

  it('deletes, and says so', async () => {
    const page = { resource: 'configmaps', namespace: 'default', name: 'page' };
    expect(await ask('cluster:delete-object', page)).toEqual({
      ok: true,
      value: { line: 'configmap "page" deleted from default namespace' },
    });
    expect(await ask('cluster:delete-object', page)).toMatchObject({
      problem: { code: 'api-refused', message: 'configmaps "page" not found' },
    });
  });

  it('keeps where things were put', async () => {
    await ask('layout:place', { key: 'node:worker232', x: 12.5, y: -3 });
    expect(test.host.snapshot().layout).toEqual([{ key: 'node:worker232', x: 12.5, y: -3 }]);
    await ask('layout:reset', {});
    expect(test.host.snapshot().layout).toEqual([]);
  });

  it('lists the scenarios', async () => {
    expect(await ask('scenario:list', {})).toMatchObject({ ok: true, value: [{ id: 'first-service' }] });
    expect(await ask('scenario:play', { id: 'no-such' })).toMatchObject({ problem: { code: 'nothing-there' } });
  });
});
