import { expect, it } from 'vitest';
import type { Change } from '../api/store.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { ApiWorld } from '../kinds/testing/api-world.ts';
import type { ApiServer } from '../api/server.ts';
import { Caches } from './caches.ts';
import { UnseenWrites } from './unseen-writes.ts';

class Watcher implements Actor {
  readonly id = 'watcher';
  readonly caches: Caches;
  readonly heard: Change[] = [];

  constructor(kernel: Kernel, server: ApiServer) {
    this.caches = new Caches(kernel, server, this.id, ['configmaps'], (_resource, change) => {
      this.heard.push(change);
    });
  }

  start(): void {
    this.caches.start();
  }

  handle(type: string, payload: Json): void {
    this.caches.handle(type, payload);
  }

  save(): Json {
    return null;
  }
}

it('waits until the cache has come past what was written, even of an object that came and went', () => {
  const world = new ApiWorld((kernel, server) => new Watcher(kernel, server)).start();
  const { server } = world;
  const unseen = new UnseenWrites(world.actor.caches);
  const object = { metadata: { namespace: 'default', name: 'a' } };
  const created = server.create('configmaps', object, { actor: 'person' });
  if (!created.ok) throw new Error(created.status.message);
  unseen.add('key', 'configmaps', created.object);
  expect(unseen.has('key')).toBe(true);
  expect(new UnseenWrites(world.actor.caches, unseen.save()).has('key')).toBe(true);
  server.serving = false;
  server.hub.closeAll();
  world.run(0.1);
  server.serving = true;
  server.delete('configmaps', 'default', 'a', { actor: 'person' });
  server.history.restore(undefined, server.store.revision, (resource, key) => server.store.get(resource, key));
  expect(unseen.has('key')).toBe(true);
  world.run(5);
  expect(unseen.has('key')).toBe(false);
  expect(unseen.save()).toEqual([]);
});

it('knows what was written on account of a key from what somebody else has written', () => {
  const world = new ApiWorld((kernel, server) => new Watcher(kernel, server)).start();
  const unseen = new UnseenWrites(world.actor.caches);
  for (const name of ['theirs', 'ours']) {
    const created = world.server.create(
      'configmaps',
      { metadata: { namespace: 'default', name } },
      { actor: 'person' },
    );
    if (created.ok && name === 'ours') unseen.add('key', 'configmaps', created.object);
  }
  world.run(1);
  expect(world.actor.heard.map((change) => unseen.covers('key', 'configmaps', change))).toEqual([false, true]);
});
