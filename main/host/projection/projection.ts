// Folds records into what the window shows of one moment. The same code serves the living cluster and the past; its
// whole state is JSON, so that keyframes can hold it.
import type { ClusterView, EventView } from '../../../preload/contract/views.ts';
import type { Event, Pod } from '../../engine/api/generated/types.ts';
import { type PrintContext, type ResourceName, objectKey } from '../../engine/api/resources.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { fromTimestamp } from '../../engine/kernel/time.ts';
import { ClientFigures, type SavedClient } from './client-figures.ts';
import { CommandBook, type SavedCommands } from './command-book.ts';
import { EventList } from './event-list.ts';
import { eventView } from './event-view.ts';
import { Machines, type SavedMachines } from './machines.ts';
import type { ObjectTables, SavedTables } from './object-tables.ts';
import { type Moment, PodMoments, type SavedMoments } from './pod-moments.ts';
import type { PodTimes } from './pod-view.ts';
import { ProbeBook, type SavedProbes } from './probe-book.ts';
import { World } from './world.ts';
import { type EntityChanges, WorldViews } from './world-views.ts';

/** All but the objects, which a keyframe holds anyway. What may be missing is not in sessions of earlier versions. */
export interface SavedProjection {
  readonly seq: number;
  readonly timeUs: number;
  readonly changes: readonly (readonly [object: string, seq: number])[];
  readonly machines: SavedMachines;
  readonly podTimes: readonly (readonly [uid: string, times: PodTimes])[];
  readonly clients: readonly SavedClient[];
  readonly events: readonly EventView[];
  readonly probes?: SavedProbes;
  readonly commands?: SavedCommands;
  readonly moments?: SavedMoments;
}

export interface ViewChanges extends EntityChanges {
  readonly events: readonly EventView[];
}

type ObjectRecord = Extract<JournalRecord, { readonly resource: string }>;

export class Projection {
  readonly #world: World;
  readonly #views: WorldViews;
  readonly #events: EventList;
  /** The record of each object's latest change; of a node that may be one of its machine. */
  readonly #changes: Map<string, number>;
  readonly #moments: PodMoments;
  #seq: number;

  /** Begins with an empty cluster, or with the moment that was saved and its objects. */
  constructor(saved?: SavedProjection, objects: SavedTables = []) {
    this.#seq = saved?.seq ?? 0;
    this.#changes = new Map(saved?.changes);
    this.#events = new EventList(saved?.events);
    this.#moments = new PodMoments(saved?.moments);
    const parts = {
      machines: new Machines(saved?.machines),
      podTimes: new Map(saved?.podTimes),
      clients: new Map(saved?.clients.map((client) => [client.name, new ClientFigures(client)])),
      probes: new ProbeBook(saved?.probes),
      commands: new CommandBook(saved?.commands),
    };
    this.#world = new World(parts, saved?.timeUs ?? 0);
    this.#world.objects.restore(objects);
    this.#views = new WorldViews(this.#world);
  }

  /** The last record taken in. */
  get seq(): number {
    return this.#seq;
  }

  /** The moment shown: that of the last record, or a later one that `moveTo` named. */
  get timeUs(): number {
    return this.#world.nowUs;
  }

  get objects(): ObjectTables {
    return this.#world.objects;
  }

  /** What tables and descriptions of this moment are printed from. */
  get printContext(): PrintContext {
    return this.#world.printContext;
  }

  /** The record that tells of an object's latest change; undefined when there is no such object. */
  lastChange(resource: ResourceName, key: string): number | undefined {
    return this.#changes.get(`${resource}:${key}`);
  }

  /** What happened in a Pod's life, by the UID under which its node knows it. */
  momentsOf(podUid: string): readonly Moment[] {
    return this.#moments.of(podUid);
  }

  /** Numbers of the records of a client's newest requests, the newest first. */
  requestsOf(client: string, lostOnly: boolean): readonly number[] {
    return this.#world.clients.get(client)?.requests(lostOnly) ?? [];
  }

  /** When an Event was written last, in microseconds. */
  eventTime({ metadata, lastTimestamp, firstTimestamp }: Event): number {
    const shown = this.#events.get(metadata.uid ?? '');
    return shown?.t ?? fromTimestamp(lastTimestamp ?? firstTimestamp ?? '') ?? 0;
  }

  fold(record: JournalRecord): void {
    this.#seq = record.seq;
    this.moveTo(record.t);
    for (const machine of this.#world.machines.fold(record)) this.#views.touchNode(machine);
    // No object tells that a machine has no power, or a bad cable.
    if (record.type === 'node-powered' || record.type === 'link-changed')
      this.#changes.set(`nodes:${record.node}`, record.seq);
    this.#moments.fold(record);
    for (const uid of this.#world.commands.fold(record)) this.#views.touchCommand(uid);
    if (this.#world.probes.fold(record) && 'pod' in record)
      this.#views.touchPod(objectKey(record.namespace, record.pod));
    switch (record.type) {
      case 'object-created':
      case 'object-updated':
      case 'object-deleted':
        this.#foldObject(record);
        return;
      case 'load-set':
        this.#client(record.client).ratePerSecond = record.ratePerSecond;
        return;
      case 'input-accepted':
        if (record.input.type === 'set-load') this.#client(record.input.load.name).load = record.input.load;
        return;
      case 'request-finished':
        // Programs in Pods are no clients of their own, unless they were told to send.
        if (record.hops[0]?.at !== 'pod' || this.#world.clients.has(record.client))
          this.#client(record.client).count(record, record.t, record.seq);
        return;
      default:
    }
  }

  /** Lets time pass without a record: figures of the last seconds change with it. */
  moveTo(timeUs: number): void {
    this.#world.nowUs = Math.max(this.#world.nowUs, timeUs);
  }

  view(): ClusterView {
    return { seq: this.#seq, timeUs: this.timeUs, entities: this.#views.all(), events: this.#events.all() };
  }

  /** What has changed in the view since the last call. */
  takeChanges(): ViewChanges {
    return { ...this.#views.takeChanges(), events: this.#events.takeNews() };
  }

  save(): SavedProjection {
    const { machines, podTimes, clients, probes, commands, nowUs } = this.#world;
    return {
      seq: this.#seq,
      timeUs: nowUs,
      changes: [...this.#changes],
      machines: machines.save(),
      podTimes: [...podTimes],
      clients: [...clients.values()].map((client) => client.save()),
      events: this.#events.all(),
      probes: probes.save(),
      commands: commands.save(),
      moments: this.#moments.save(),
    };
  }

  #foldObject(record: ObjectRecord): void {
    const resource = record.resource as ResourceName;
    const key = objectKey(record.namespace, record.name);
    const before = this.objects.get(resource, key);
    const gone = record.type === 'object-deleted';
    if (gone) {
      this.objects.remove(resource, key);
      this.#changes.delete(`${resource}:${key}`);
    } else {
      // The record's name of the resource says what the object is.
      this.objects.put(resource, record.object);
      this.#changes.set(`${resource}:${key}`, record.seq);
    }
    if (resource === 'pods') this.#timePod(record.object, record.t, gone);
    if (resource === 'events') this.#foldEvent(record.object as Event, record.t, gone);
    this.#views.touchObject(resource, key, record.object, before);
  }

  #timePod({ metadata }: Pod, t: number, gone: boolean): void {
    const { podTimes } = this.#world;
    const uid = metadata?.uid ?? '';
    if (gone) {
      podTimes.delete(uid);
      return;
    }
    const before = podTimes.get(uid);
    const deletedUs = metadata?.deletionTimestamp === undefined ? undefined : (before?.deletedUs ?? t);
    if (!before || deletedUs !== before.deletedUs) podTimes.set(uid, { createdUs: before?.createdUs ?? t, deletedUs });
  }

  #foldEvent(event: Event, t: number, gone: boolean): void {
    if (gone) this.#events.remove(event.metadata.uid ?? '');
    else this.#events.put(eventView(event, t));
  }

  /** The figures of a client, about to be changed. */
  #client(name: string): ClientFigures {
    const client = this.#world.clients.get(name) ?? new ClientFigures({ name, ratePerSecond: 0, samples: [] });
    this.#world.clients.set(name, client);
    this.#views.touchClient(name);
    return client;
  }
}
