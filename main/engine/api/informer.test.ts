import { describe, expect, it } from 'vitest';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { ApiWorld, type SavedApiWorld } from '../kinds/testing/api-world.ts';
import { Informer, type SavedInformer } from './informer.ts';
import type { ApiServer } from './server.ts';
import type { Topic } from './watch-hub.ts';

/** Writes down what its informer tells it. */
class Listener implements Actor {
  readonly id = 'listener';
  readonly heard: string[] = [];
  readonly #informer: Informer<Topic>;

  constructor(kernel: Kernel, server: ApiServer, topic: Topic, saved?: Json) {
    this.#informer = new Informer(kernel, server, this.id, topic, ({ type, object, previous }) => {
      const isSame = previous !== undefined && previous.metadata?.uid === object.metadata?.uid;
      this.heard.push(`${type} ${object.metadata?.name ?? ''}${previous && !isSame ? ' anew' : ''}`);
    });
    if (saved !== undefined) this.#informer.restore(saved as SavedInformer);
  }

  get cached(): string[] {
    return [...this.#informer.all()].map(({ metadata }) => metadata?.name ?? '');
  }

  get revision(): number {
    return this.#informer.revision;
  }

  start(): void {
    this.#informer.start();
  }

  handle(type: string, payload: Json): void {
    this.#informer.handle(type, payload);
  }

  save(): Json {
    return this.#informer.save();
  }
}

const worldOf = (topic: Topic = 'configmaps', saved?: SavedApiWorld) =>
  new ApiWorld((kernel, server, state) => new Listener(kernel, server, topic, state), saved);
type World = ReturnType<typeof worldOf>;

const create = ({ server }: World, name: string) =>
  server.create('configmaps', { metadata: { namespace: 'default', name } }, { actor: 'person' });
const change = ({ server }: World, name: string, value: string) =>
  server.update('configmaps', { metadata: { namespace: 'default', name }, data: { value } }, { actor: 'person' });
const remove = ({ server }: World, name: string) => server.delete('configmaps', 'default', name, { actor: 'person' });

function stop({ server }: World): void {
  server.serving = false;
  server.hub.closeAll();
}

/** What the listener hears of `meanwhile`, which happens when the server is back and its watches are not. */
function heardOf(world: World, meanwhile: (world: World) => void): string[] {
  stop(world);
  world.run(0.1);
  world.actor.heard.length = 0;
  world.server.serving = true;
  meanwhile(world);
  world.run(5);
  return world.actor.heard;
}

describe('informer', () => {
  it('goes on from where it was when the API server is back, and hears of all that came and went', () => {
    const world = worldOf().start();
    create(world, 'a');
    world.run(1);
    const heard = heardOf(world, () => {
      create(world, 'b');
      remove(world, 'b');
      change(world, 'a', '1');
    });
    expect(heard).toEqual(['added b', 'deleted b', 'modified a']);
    expect(world.actor.cached).toEqual(['a']);
    expect(world.actor.revision).toBe(world.server.store.revision);
  });

  it('hears of what was on its way to it when the API server ended', () => {
    const world = worldOf().start();
    create(world, 'a');
    expect(heardOf(world, () => undefined)).toEqual(['added a']);
  });

  it('lists anew what the server does not remember: what went, what changed and what is another of the name', () => {
    const world = worldOf().start();
    for (const name of ['gone', 'kept', 'other']) create(world, name);
    world.run(1);
    const heard = heardOf(world, () => {
      create(world, 'unseen');
      for (const name of ['unseen', 'gone', 'other']) remove(world, name);
      create(world, 'other');
      const { history, store } = world.server;
      history.restore(undefined, store.revision, (resource, key) => store.get(resource, key));
    });
    expect(heard).toEqual(['modified other anew', 'deleted gone']);
    expect(world.actor.cached).toEqual(['kept', 'other']);
  });

  it('takes a Pod that was bound meanwhile for a new one of its node', () => {
    const world = worldOf('pods@n1').start();
    world.addNode('n1');
    world.apply('{apiVersion: v1, kind: ServiceAccount, metadata: {name: default}}');
    world.apply('{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}');
    world.apply('{apiVersion: v1, kind: Pod, metadata: {name: q}, spec: {containers: [{name: c, image: i}]}}');
    const heard = heardOf(world, ({ server }) => {
      server.bind('default', 'p', 'n1', 'kube-scheduler');
      server.bind('default', 'q', 'n2', 'kube-scheduler');
    });
    expect(heard).toEqual(['added p']);
  });

  it('goes on in the same way after it was saved without a watch', () => {
    const first = worldOf().start();
    create(first, 'a');
    first.run(1);
    stop(first);
    first.run(0.1);
    const second = worldOf('configmaps', first.save());
    const heard = [first, second].map((world) => {
      world.actor.heard.length = 0;
      world.server.serving = true;
      create(world, 'b');
      remove(world, 'a');
      return [...world.run(5).actor.heard, world.kernel.now];
    });
    expect(heard[0]).toEqual(['added b', 'deleted a', second.kernel.now]);
    expect(heard[1]).toEqual(heard[0]);
  });
});
