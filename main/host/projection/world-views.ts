// The views of a world, by kind, and which of them a change of an object concerns.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { ClusterView, EntityKind, EntityMap } from '../../../preload/contract/views.ts';
import type { KindMap, ResourceName } from '../../engine/api/resources.ts';
import type { Pod } from '../../engine/api/generated/types.ts';
import { EntityViews } from './entity-views.ts';
import { serviceOf } from './object-tables.ts';
import { isWorkload, WORKLOAD_RESOURCES } from './workload-view.ts';
import type { World } from './world.ts';

export interface EntityChanges {
  readonly upserts: { readonly [K in EntityKind]?: readonly EntityMap[K][] };
  readonly removed: { readonly [K in EntityKind]?: readonly string[] };
}

export class WorldViews {
  readonly #world: World;
  readonly #views: { readonly [K in EntityKind]: EntityViews<EntityMap[K]> };

  /** Begins with views of all that is in `world`. */
  constructor(world: World) {
    this.#world = world;
    this.#views = {
      nodes: new EntityViews((key) => world.node(key), byName),
      pods: new EntityViews((key) => world.pod(key), byUid),
      services: new EntityViews((key) => world.service(key), byUid),
      workloads: new EntityViews((key) => world.workload(key), byUid),
      clients: new EntityViews((key) => world.client(key), byName),
      commands: new EntityViews((key) => world.commands.get(key), byUid),
    };
    this.#touchAll();
  }

  touchNode(name: string): void {
    this.#views.nodes.touch(name);
  }

  touchClient(name: string): void {
    this.#views.clients.touch(name);
  }

  touchPod(key: string): void {
    this.#views.pods.touch(key);
  }

  touchCommand(uid: string): void {
    this.#views.commands.touch(uid);
  }

  /** An object is `object` now and was `before`. */
  touchObject(resource: ResourceName, key: string, object: KubeObject, before: KubeObject | undefined): void {
    switch (resource) {
      case 'pods':
        this.#views.pods.touch(key);
        for (const pod of [object, before] as (Pod | undefined)[]) {
          if (pod?.spec?.nodeName !== undefined) this.touchNode(pod.spec.nodeName);
        }
        return;
      case 'nodes':
        this.touchNode(key);
        return;
      case 'services':
        this.#views.services.touch(key);
        return;
      case 'endpointslices': {
        const service = serviceOf(object as KindMap['endpointslices']);
        if (service !== undefined) this.#views.services.touch(service);
        return;
      }
      default:
        if (isWorkload(resource)) this.#views.workloads.touch(`${resource}:${key}`);
    }
  }

  all(): ClusterView['entities'] {
    this.#touchMoving();
    const { nodes, pods, services, workloads, clients, commands } = this.#views;
    return {
      nodes: nodes.all(),
      pods: pods.all(),
      services: services.all(),
      workloads: workloads.all(),
      clients: clients.all(),
      commands: commands.all(),
    };
  }

  /** What has changed since the last call. */
  takeChanges(): EntityChanges {
    this.#touchMoving();
    const upserts: Partial<Record<EntityKind, readonly unknown[]>> = {};
    const removed: Partial<Record<EntityKind, readonly string[]>> = {};
    for (const [kind, views] of Object.entries(this.#views) as [EntityKind, EntityViews<unknown>][]) {
      const news = views.takeNews();
      if (news.upserts.length > 0) upserts[kind] = news.upserts;
      if (news.removed.length > 0) removed[kind] = news.removed;
    }
    // Each kind's views were put under its name.
    return { upserts: upserts as EntityChanges['upserts'], removed };
  }

  /** Figures of the last seconds change with time alone. */
  #touchMoving(): void {
    for (const client of this.#world.clients.values()) if (client.moving) this.touchClient(client.name);
  }

  #touchAll(): void {
    const { objects, clients, commands } = this.#world;
    for (const resource of ['nodes', 'pods', 'services'] as const) {
      for (const key of objects.keys(resource)) this.#views[resource].touch(key);
    }
    for (const resource of WORKLOAD_RESOURCES) {
      for (const key of objects.keys(resource)) this.#views.workloads.touch(`${resource}:${key}`);
    }
    for (const name of clients.keys()) this.touchClient(name);
    for (const uid of commands.uids()) this.touchCommand(uid);
  }
}

const byName = ({ name }: { readonly name: string }) => name;
const byUid = ({ uid }: { readonly uid: string }) => uid;
