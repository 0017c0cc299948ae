// Watches over real sockets.
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SECOND } from '../../engine/kernel/time.ts';
import { type Body, ServedSession } from './testing/served-session.ts';

interface Event {
  readonly type: string;
  readonly object: Body;
}

let served: ServedSession;
beforeAll(async () => {
  served = await ServedSession.start();
});
afterAll(() => served.close());

const MAPS = '/api/v1/namespaces/default/configmaps';
/** So many changes are remembered however old they are. */
const FORGOTTEN = 100;

const patch = (n: number) => ({
  method: 'PATCH',
  headers: { 'Content-Type': 'application/merge-patch+json' },
  body: { metadata: { annotations: { n: String(n) } } },
});
const body = (name: string, labels = {}) => ({ metadata: { name, labels } });

/** Opens a watch; answers what gives its events one by one, and how to end it. */
function watch(query: string, headers = {}) {
  const asked = request(served.options(`${MAPS}?watch=1&${query}`, headers));
  const lines = new Promise<AsyncIterator<string>>((resolve, reject) => {
    asked.on('error', reject);
    asked.on('response', (response) => {
      resolve(createInterface(response)[Symbol.asyncIterator]());
    });
  });
  asked.end();
  return {
    /** Nothing is read any more, until it is let go on. */
    pause: async (): Promise<Socket> => {
      await lines;
      asked.socket?.pause();
      if (!asked.socket) throw new Error('the watch is not open');
      return asked.socket;
    },
    /** The next event; undefined when the watch has ended. */
    next: async (): Promise<Event | undefined> => {
      const { value, done } = await (await lines).next();
      return done === true ? undefined : (JSON.parse(value) as Event);
    },
    end: () => asked.destroy(),
  };
}

const nameOf = (event: Event | undefined) => event?.object.metadata?.['name'];

it('tells what is there, that this was it, and then what changes', async () => {
  const { next, end } = watch('sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true');
  expect(nameOf(await next())).toBe('kube-root-ca.crt');
  expect(await next()).toMatchObject({
    type: 'BOOKMARK',
    object: { kind: 'ConfigMap', metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
  });
  await served.ask(MAPS, { method: 'POST', body: body('seen') });
  expect(await next()).toMatchObject({ type: 'ADDED', object: { kind: 'ConfigMap', metadata: { name: 'seen' } } });
  await served.ask(`${MAPS}/seen`, { method: 'DELETE' });
  expect(await next()).toMatchObject({ type: 'DELETED', object: { metadata: { name: 'seen' } } });
  end();
});

it('goes on from a revision, and tells only what is selected', async () => {
  const { body: list } = await served.ask(MAPS);
  await served.ask(MAPS, { method: 'POST', body: body('other') });
  await served.ask(MAPS, { method: 'POST', body: body('mine', { mine: 'yes' }) });
  const { next, end } = watch(`resourceVersion=${String(list.metadata?.['resourceVersion'])}&labelSelector=mine`);
  expect(nameOf(await next())).toBe('mine');
  end();
});

it('has tables of one row', async () => {
  const headers = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
  const { next, end } = watch('fieldSelector=metadata.name=kube-root-ca.crt', headers);
  expect(await next()).toMatchObject({
    type: 'ADDED',
    object: { kind: 'Table', rows: [{ cells: ['kube-root-ca.crt', '1', /./] }] },
  });
  end();
});

it('ends when its time is up', async () => {
  const { body: list } = await served.ask(MAPS);
  const { next } = watch(`resourceVersion=${String(list.metadata?.['resourceVersion'])}&timeoutSeconds=1`);
  expect(await next()).toBeUndefined();
});

it('tells those who come too late that the past is forgotten', async () => {
  const change = (n: number) => served.ask(`${MAPS}/kube-root-ca.crt`, patch(n));
  for (let n = 0; n < FORGOTTEN; n++) await change(n);
  await served.pass(11 * SECOND);
  await change(FORGOTTEN);
  const { next } = watch('resourceVersion=1');
  expect(await next()).toMatchObject({ type: 'ERROR', object: { reason: 'Expired', code: 410 } });
  expect(await next()).toBeUndefined();
});

it('feeds many at once', async () => {
  const { body: list } = await served.ask(MAPS);
  const since = `resourceVersion=${String(list.metadata?.['resourceVersion'])}`;
  const watches = Array.from({ length: 100 }, () => watch(since));
  const names = Promise.all(watches.map(async ({ next }) => nameOf(await next())));
  await served.ask(MAPS, { method: 'POST', body: body('everybody') });
  expect(new Set(await names)).toEqual(new Set(['everybody']));
  for (const { end } of watches) end();
});

it(
  'a reader that takes nothing costs a bounded buffer, and hears when it has missed something',
  { timeout: 60_000 },
  async () => {
    const large = 'x'.repeat(150_000);
    const changes = FORGOTTEN + 20;
    const { body: list } = await served.ask(MAPS);
    const { next, pause } = watch(`resourceVersion=${String(list.metadata?.['resourceVersion'])}`);
    const socket = await pause();
    for (let n = 0; n < changes; n++) {
      await served.ask(`${MAPS}/kube-root-ca.crt`, { ...patch(n), body: { data: { n: String(n), large } } });
    }
    await served.pass(11 * SECOND);
    await served.ask(`${MAPS}/kube-root-ca.crt`, patch(changes));
    socket.resume();
    let seen = 0;
    let event = await next();
    for (; event?.type === 'MODIFIED'; event = await next()) seen++;
    // What the system's own buffers hold comes still, and not all of 18 MB.
    expect(seen).toBeLessThan(FORGOTTEN);
    expect(event).toMatchObject({ type: 'ERROR', object: { reason: 'Expired', code: 410 } });
  },
);
