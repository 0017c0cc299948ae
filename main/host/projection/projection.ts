// Folds records into what the window shows of one moment. The same code serves the living cluster and the past; its
// whole state is JSON, so that keyframes can hold it.
import type { ClusterView, EntityKind, EntityMap, EventView } from '../../../preload/contract/views.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Event, Pod } from '../../engine/api/generated/types.ts';
import { type KindMap, type PrintContext, type ResourceName, objectKey } from '../../engine/api/resources.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { type Micros, fromTimestamp } from '../../engine/kernel/time.ts';
import { kindOf } from '../kind-of.ts';
import { ClientFigures, type SavedClient } from './client-figures.ts';
import { EntityViews } from './entity-views.ts';
import { EventList } from './event-list.ts';
import { eventView } from './event-view.ts';
import { Machines, type SavedMachines } from './machines.ts';
import { nodeView } from './node-view.ts';
import { ObjectTables, type SavedTables, serviceOf } from './object-tables.ts';
import { type PodTimes, podView } from './pod-view.ts';
import { serviceView } from './service-view.ts';
import { daemonSetView, replicationControllerView } from './workload-view.ts';

/** All but the objects, which a keyframe holds anyway. */
export interface SavedProjection {
  readonly seq: number;
  readonly timeUs: number;
  readonly changes: readonly (readonly [object: string, seq: number])[];
  readonly machines: SavedMachines;
  readonly podTimes: readonly (readonly [uid: string, times: PodTimes])[];
  readonly clients: readonly SavedClient[];
  readonly events: readonly EventView[];
}

export interface ViewChanges {
  readonly upserts: { readonly [K in EntityKind]?: readonly EntityMap[K][] };
  readonly removed: { readonly [K in EntityKind]?: readonly string[] };
  readonly events: readonly EventView[];
}

type Views = { readonly [K in EntityKind]: EntityViews<EntityMap[K]> };
type ObjectRecord = Extract<JournalRecord, { readonly resource: string }>;

export class Projection {
  readonly objects = new ObjectTables();
  #seq: number;
  #timeUs: number;
  /** The record of each object's latest change. */
  readonly #changes: Map<string, number>;
  readonly #machines: Machines;
  readonly #podTimes: Map<string, PodTimes>;
  readonly #clients: Map<string, ClientFigures>;
  readonly #events: EventList;
  readonly #views: Views;

  /** Begins with an empty cluster, or with the moment that was saved and its objects. */
  constructor(saved?: SavedProjection, objects: SavedTables = []) {
    this.#seq = saved?.seq ?? 0;
    this.#timeUs = saved?.timeUs ?? 0;
    this.#machines = new Machines(saved?.machines);
    this.#podTimes = new Map(saved?.podTimes);
    this.#clients = new Map(saved?.clients.map((client) => [client.name, new ClientFigures(client)]));
    this.#events = new EventList(saved?.events);
    this.#changes = new Map(saved?.changes);
    this.#views = this.#makeViews();
    this.objects.restore(objects);
    this.#touchAll();
  }

  /** The last record taken in. */
  get seq(): number {
    return this.#seq;
  }

  /** The moment shown: that of the last record, or a later one that `moveTo` named. */
  get timeUs(): number {
    return this.#timeUs;
  }

  /** The record that tells of an object's latest change; undefined when there is no such object. */
  lastChange(resource: ResourceName, key: string): number | undefined {
    return this.#changes.get(`${resource}:${key}`);
  }

  /** When an Event was written last, in microseconds. */
  eventTime({ metadata, lastTimestamp, firstTimestamp }: Event): number {
    const shown = this.#events.get(metadata.uid ?? '');
    return shown?.t ?? fromTimestamp(lastTimestamp ?? firstTimestamp ?? '') ?? 0;
  }

  /** What tables and descriptions of this moment are printed from. */
  get printContext(): PrintContext {
    return { now: this.#timeUs as Micros, list: (resource) => [...this.objects.all(resource)] };
  }

  fold(record: JournalRecord): void {
    this.#seq = record.seq;
    this.moveTo(record.t);
    const machine = this.#machines.fold(record);
    if (machine !== undefined) this.#views.nodes.touch(machine);
    switch (record.type) {
      case 'object-created':
      case 'object-updated':
      case 'object-deleted':
        this.#foldObject(record);
        return;
      case 'load-set':
        this.#client(record.client).ratePerSecond = record.ratePerSecond;
        return;
      case 'request-finished':
        this.#client(record.client).count(record, record.t, record.seq);
        return;
      default:
    }
  }

  /** Lets time pass without a record: figures of the last seconds change with it. */
  moveTo(timeUs: number): void {
    this.#timeUs = Math.max(this.#timeUs, timeUs);
  }

  view(): ClusterView {
    this.#touchClients();
    const { nodes, pods, services, workloads, clients } = this.#views;
    return {
      seq: this.#seq,
      timeUs: this.#timeUs,
      entities: {
        nodes: nodes.all(),
        pods: pods.all(),
        services: services.all(),
        workloads: workloads.all(),
        clients: clients.all(),
      },
      events: this.#events.all(),
    };
  }

  /** What has changed in the view since the last call. */
  takeChanges(): ViewChanges {
    this.#touchClients();
    const upserts: Partial<Record<EntityKind, readonly unknown[]>> = {};
    const removed: Partial<Record<EntityKind, readonly string[]>> = {};
    for (const [kind, views] of Object.entries(this.#views) as [EntityKind, EntityViews<unknown>][]) {
      const news = views.takeNews();
      if (news.upserts.length > 0) upserts[kind] = news.upserts;
      if (news.removed.length > 0) removed[kind] = news.removed;
    }
    return { upserts: upserts as ViewChanges['upserts'], removed, events: this.#events.takeNews() };
  }

  save(): SavedProjection {
    return {
      seq: this.#seq,
      timeUs: this.#timeUs,
      changes: [...this.#changes],
      machines: this.#machines.save(),
      podTimes: [...this.#podTimes],
      clients: [...this.#clients.values()].map((client) => client.save()),
      events: this.#events.all(),
    };
  }

  #foldObject(record: ObjectRecord): void {
    const resource = record.resource as ResourceName;
    const key = objectKey(record.namespace, record.name);
    const before = this.objects.get(resource, key);
    const gone = record.type === 'object-deleted';
    if (resource === 'pods') this.#timePod(record.object, record.t, gone);
    if (gone) {
      this.objects.remove(resource, key);
      this.#changes.delete(`${resource}:${key}`);
    } else {
      // The record's name of the resource says what the object is.
      this.objects.put(resource, record.object);
      this.#changes.set(`${resource}:${key}`, record.seq);
    }
    this.#touchFor(resource, key, record.object, before);
    if (resource === 'events') this.#foldEvent(record.object as Event, record.t, gone);
  }

  #touchFor(resource: ResourceName, key: string, object: KubeObject, before: KubeObject | undefined): void {
    switch (resource) {
      case 'pods':
        this.#views.pods.touch(key);
        for (const pod of [object, before] as (Pod | undefined)[]) {
          if (pod?.spec?.nodeName !== undefined) this.#views.nodes.touch(pod.spec.nodeName);
        }
        return;
      case 'nodes':
        this.#views.nodes.touch(key);
        return;
      case 'services':
        this.#views.services.touch(key);
        return;
      case 'endpointslices': {
        const service = serviceOf(object as KindMap['endpointslices']);
        if (service !== undefined) this.#views.services.touch(service);
        return;
      }
      case 'replicationcontrollers':
      case 'daemonsets':
        this.#views.workloads.touch(`${resource}:${key}`);
        return;
      default:
    }
  }

  #timePod({ metadata }: Pod, t: number, gone: boolean): void {
    const uid = metadata?.uid ?? '';
    if (gone) {
      this.#podTimes.delete(uid);
      return;
    }
    const before = this.#podTimes.get(uid) ?? { createdUs: t, deletedUs: undefined };
    const deletedUs = metadata?.deletionTimestamp === undefined ? undefined : (before.deletedUs ?? t);
    if (deletedUs !== before.deletedUs || !this.#podTimes.has(uid)) this.#podTimes.set(uid, { ...before, deletedUs });
  }

  #foldEvent(event: Event, t: number, gone: boolean): void {
    if (gone) this.#events.remove(event.metadata.uid ?? '');
    else this.#events.put(eventView(event, t));
  }

  #client(name: string): ClientFigures {
    let client = this.#clients.get(name);
    if (!client) {
      client = new ClientFigures({ name, ratePerSecond: 0, samples: [] });
      this.#clients.set(name, client);
    }
    this.#views.clients.touch(name);
    return client;
  }

  #touchClients(): void {
    for (const client of this.#clients.values()) if (client.moving) this.#views.clients.touch(client.name);
  }

  #touchAll(): void {
    for (const resource of ['nodes', 'pods', 'services'] as const) {
      for (const key of this.objects.keys(resource)) this.#views[resource].touch(key);
    }
    for (const resource of ['replicationcontrollers', 'daemonsets'] as const) {
      for (const key of this.objects.keys(resource)) this.#views.workloads.touch(`${resource}:${key}`);
    }
    for (const name of this.#clients.keys()) this.#views.clients.touch(name);
  }

  #makeViews(): Views {
    return {
      nodes: new EntityViews(
        (key) => this.#nodeView(key),
        ({ name }) => name,
      ),
      pods: new EntityViews(
        (key) => this.#podView(key),
        ({ uid }) => uid,
      ),
      services: new EntityViews(
        (key) => this.#serviceView(key),
        ({ uid }) => uid,
      ),
      workloads: new EntityViews(
        (key) => this.#workloadView(key),
        ({ uid }) => uid,
      ),
      clients: new EntityViews(
        (key) => this.#clients.get(key)?.view(this.#timeUs),
        ({ name }) => name,
      ),
    };
  }

  #nodeView(key: string) {
    const node = this.objects.get('nodes', key);
    const pods = this.objects.podsByNode.of(key).flatMap((pod) => this.objects.get('pods', pod) ?? []);
    return node && nodeView(node, this.#cell('nodes', node), this.#machines.of(key), pods);
  }

  #podView(key: string) {
    const pod = this.objects.get('pods', key);
    const times = this.#podTimes.get(pod?.metadata?.uid ?? '');
    return pod && times && podView(pod, this.#cell('pods', pod), times);
  }

  #serviceView(key: string) {
    const service = this.objects.get('services', key);
    const slices = this.objects.slicesByService.of(key);
    return (
      service &&
      serviceView(
        service,
        slices.flatMap((slice) => this.objects.get('endpointslices', slice) ?? []),
      )
    );
  }

  #workloadView(key: string) {
    const [resource, name = ''] = key.split(':');
    if (resource === 'daemonsets') {
      const set = this.objects.get('daemonsets', name);
      return set && daemonSetView(set);
    }
    const controller = this.objects.get('replicationcontrollers', name);
    return controller && replicationControllerView(controller);
  }

  /** What kubectl prints in the STATUS column. */
  #cell<R extends 'nodes' | 'pods'>(resource: R, object: KindMap[R]): string {
    const column = kindOf(resource).columns.find(({ name }) => name.toUpperCase() === 'STATUS');
    return column?.cell(object, this.printContext) ?? '';
  }
}
