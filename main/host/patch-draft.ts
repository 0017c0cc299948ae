// What one window has not been told yet, merged: however long it looks away, it is owed each thing once.
import type {
  EntityKind,
  EntityMap,
  EventView,
  LifeChange,
  PatchMessage,
  RequestBucket,
  RequestView,
  ScenarioView,
} from '../../preload/contract/views.ts';
import type { ViewChanges } from './projection/projection.ts';

const REQUESTS_MAX = 200;
const EVENTS_MAX = 500;
/** More changes of lives than this are told by a snapshot. */
const LIVES_MAX = 5_000;

export type PatchBody = Omit<PatchMessage, 'type' | 'number' | 'clock'>;
type View = EntityMap[EntityKind];

export class PatchDraft {
  #upserts = new Map<EntityKind, Map<string, View>>();
  #removed = new Map<EntityKind, Set<string>>();
  #events: EventView[] = [];
  #requests: RequestView[] = [];
  #requestsLeftOut = 0;
  #lives: LifeChange[] = [];
  #buckets = new Map<number, RequestBucket>();
  #scenario: ScenarioView | undefined;

  /** Whether there is anything to tell. */
  get empty(): boolean {
    if (this.#scenario) return false;
    const sizes = [this.#upserts, this.#removed, this.#buckets].map(({ size }) => size);
    return [...sizes, this.#events.length, this.#requests.length, this.#lives.length].every((size) => size === 0);
  }

  /** Whether so much has come together that a snapshot is the better answer. */
  get overfull(): boolean {
    return this.#lives.length > LIVES_MAX;
  }

  addChanges({ upserts, removed, events }: ViewChanges): void {
    for (const [kind, views] of entriesOf<View>(upserts)) for (const view of views) this.#upsert(kind, view);
    for (const [kind, ids] of entriesOf<string>(removed)) for (const id of ids) this.#remove(kind, id);
    this.#events = latest([...this.#events, ...events]);
  }

  addRequest(request: RequestView): void {
    this.#requests.push(request);
    // Cut in strides, so that a flood costs little.
    if (this.#requests.length >= 2 * REQUESTS_MAX) this.#cutRequests();
  }

  addHistory(lives: readonly LifeChange[], buckets: readonly RequestBucket[]): void {
    if (!this.overfull) this.#lives.push(...lives);
    for (const bucket of buckets) this.#buckets.set(bucket.second, bucket);
  }

  setScenario(scenario: ScenarioView): void {
    this.#scenario = scenario;
  }

  /** What is to be told, and then forgotten here. */
  take(): PatchBody {
    this.#cutRequests();
    const body: PatchBody = {
      upserts: Object.fromEntries([...this.#upserts].map(([kind, views]) => [kind, [...views.values()]])),
      removed: Object.fromEntries([...this.#removed].map(([kind, ids]) => [kind, [...ids]])),
      events: this.#events,
      requests: this.#requests,
      requestsLeftOut: this.#requestsLeftOut,
      lives: this.#lives,
      buckets: [...this.#buckets.values()],
      ...(this.#scenario && { scenario: this.#scenario }),
    };
    this.clear();
    return body;
  }

  clear(): void {
    this.#upserts = new Map();
    this.#removed = new Map();
    this.#events = [];
    this.#requests = [];
    this.#requestsLeftOut = 0;
    this.#lives = [];
    this.#buckets = new Map();
    this.#scenario = undefined;
  }

  #upsert(kind: EntityKind, view: View): void {
    const id = idOf(view);
    this.#removed.get(kind)?.delete(id);
    const views = this.#upserts.get(kind);
    if (views) views.set(id, view);
    else this.#upserts.set(kind, new Map([[id, view]]));
  }

  #remove(kind: EntityKind, id: string): void {
    this.#upserts.get(kind)?.delete(id);
    const ids = this.#removed.get(kind);
    if (ids) ids.add(id);
    else this.#removed.set(kind, new Set([id]));
  }

  #cutRequests(): void {
    const over = this.#requests.length - REQUESTS_MAX;
    if (over <= 0) return;
    this.#requests = this.#requests.slice(over);
    this.#requestsLeftOut += over;
  }
}

function entriesOf<T>(record: { readonly [K in EntityKind]?: readonly T[] }): (readonly [EntityKind, readonly T[]])[] {
  return Object.entries(record) as [EntityKind, readonly T[]][];
}

/** How the window names an entity: nodes and clients by their names, all else by UID. */
function idOf(view: View): string {
  return 'uid' in view && 'namespace' in view ? view.uid : view.name;
}

/** Each Event once, as it was last, and no more than a list shows. */
function latest(events: readonly EventView[]): EventView[] {
  const byUid = new Map<string, EventView>();
  for (const event of events) {
    byUid.delete(event.uid);
    byUid.set(event.uid, event);
  }
  return [...byUid.values()].slice(-EVENTS_MAX);
}
