// Models client-go's tools/cache (v1.35): a local copy of a topic, kept up to date by a watch, that tells its owner of
// every change. When the API server is gone it tries again until it can go on from where it was; where the server does
// not remember that far back it lists anew.
import type { Kernel } from '../kernel/kernel.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import { type Json, deepFreeze, jsonEqual } from '../kernel/json.ts';
import type { PastChange } from './change-history.ts';
import { type KindMap, type ResourceName, keyOf, objectKey } from './resources.ts';
import type { ApiAccess } from './api-access.ts';
import type { Change } from './store.ts';
import { type Topic, resourceOf, seenOn } from './watch-hub.ts';

export type SavedInformer = {
  readonly topic: Topic;
  readonly synced: boolean;
  /** Files of older versions have none. */
  readonly revision?: number;
  /** Keys in the order of the cache, which behaviour may depend on. */
  readonly keys: readonly string[];
  readonly retries: number;
  /** The cache itself while the watch is broken, when the store and its log do not tell what had arrived. */
  readonly objects?: readonly Json[];
};

type OfTopic<T extends Topic> = T extends ResourceName ? KindMap[T] : KindMap['pods'];

const RETRY_FIRST_US = 800 * MILLISECOND;
const RETRY_LAST_US = 30 * SECOND;
/** Before the first revision of all, which nobody remembers. */
const NOTHING_SEEN = -1;

export class Informer<T extends Topic> {
  #objects = new Map<string, OfTopic<T>>();
  #synced = false;
  #revision = NOTHING_SEEN;
  #retries = 0;
  readonly #kernel: Kernel;
  readonly #server: ApiAccess;
  readonly #actor: string;
  readonly topic: T;
  readonly #onChange: (change: Change<OfTopic<T>>) => void;

  /** `onChange` is called on account of the record that tells of the change. */
  constructor(
    kernel: Kernel,
    server: ApiAccess,
    actor: string,
    topic: T,
    onChange: (change: Change<OfTopic<T>>) => void,
  ) {
    this.#kernel = kernel;
    this.#server = server;
    this.#actor = actor;
    this.topic = topic;
    this.#onChange = onChange;
  }

  /** Whether the first list has arrived. */
  get synced(): boolean {
    return this.#synced;
  }

  /** Everything up to this revision has arrived, as far as it concerns the topic. */
  get revision(): number {
    return this.#revision;
  }

  get(namespace: string, name: string): OfTopic<T> | undefined {
    return this.#objects.get(objectKey(namespace, name));
  }

  byKey(key: string): OfTopic<T> | undefined {
    return this.#objects.get(key);
  }

  all(): IterableIterator<OfTopic<T>> {
    return this.#objects.values();
  }

  get size(): number {
    return this.#objects.size;
  }

  /** Begins to list and watch; the owner must pass on its agenda entries `watch`, `watch-closed` and `connect`. */
  start(): void {
    this.#connect();
  }

  /** Takes an agenda entry if it is this informer's; says whether it was. */
  handle(type: string, payload: unknown): boolean {
    if (payload !== this.topic) return false;
    switch (type) {
      case 'watch':
        for (const change of this.#server.hub.take(this.#actor, this.topic)) this.#accept(change as Change<OfTopic<T>>);
        return true;
      case 'watch-closed':
      case 'connect':
        this.#connect();
        return true;
      default:
        return false;
    }
  }

  stop(): void {
    this.#server.hub.unsubscribe(this.#actor, this.topic);
  }

  save(): SavedInformer {
    const isWatching = this.#server.hub.isSubscribed(this.#actor, this.topic);
    return {
      topic: this.topic,
      synced: this.#synced,
      revision: this.#revision,
      keys: [...this.#objects.keys()],
      retries: this.#retries,
      // Objects as the store has them are plain JSON.
      ...(!isWatching && { objects: [...this.#objects.values()] as unknown as readonly Json[] }),
    };
  }

  /** Rebuilds the cache as it was: the store's present state without the changes that have not been delivered yet. */
  restore(saved: SavedInformer): void {
    this.#synced = saved.synced;
    this.#revision = saved.revision ?? NOTHING_SEEN;
    this.#retries = saved.retries;
    if (saved.objects) {
      // They were written by `save` above.
      const objects = deepFreeze(saved.objects) as unknown as readonly OfTopic<T>[];
      this.#objects = new Map(objects.map((object) => [keyOf(object), object]));
      return;
    }
    const known = new Map<string, OfTopic<T>>();
    for (const object of this.#server.store.all(resourceOf(this.topic))) {
      if (this.#concerns(object as OfTopic<T>)) known.set(keyOf(object), object as OfTopic<T>);
    }
    for (const change of [...this.#server.hub.pending(this.#actor, this.topic)].reverse()) {
      if (change.previous) known.set(keyOf(change.object), change.previous as OfTopic<T>);
      else known.delete(keyOf(change.object));
    }
    this.#objects = new Map();
    for (const key of saved.keys) {
      const object = known.get(key);
      if (object) this.#objects.set(key, object);
    }
  }

  #connect(): void {
    const { hub, history, store } = this.#server;
    if (hub.isSubscribed(this.#actor, this.topic)) return;
    const resource = resourceOf(this.topic);
    const { revision } = store;
    const missed = this.#server.outage() ? undefined : history.after(resource, this.#revision);
    const listed = missed ? undefined : this.#server.list(resource);
    if (listed?.ok === false) {
      this.#retry();
      return;
    }
    this.#retries = 0;
    hub.subscribe(this.#actor, this.topic);
    if (listed) this.#replace(listed.items as OfTopic<T>[], revision);
    else this.#catchUp(missed ?? []);
    this.#revision = revision;
    this.#synced = true;
  }

  #retry(): void {
    const delayUs = Math.min(RETRY_FIRST_US * 2 ** this.#retries, RETRY_LAST_US);
    this.#retries = Math.min(this.#retries + 1, 16);
    // client-go jitters its back-off by up to the same again.
    this.#kernel.schedule(this.#actor, delayUs * (1 + this.#kernel.random(this.#actor).unit()), 'connect', this.topic);
  }

  #catchUp(missed: readonly PastChange[]): void {
    for (const past of missed) {
      const change = seenOn(this.topic, past);
      if (change) this.#accept(change as Change<OfTopic<T>>);
    }
  }

  #replace(items: readonly OfTopic<T>[], revision: number): void {
    const gone = new Map(this.#objects);
    const { cause } = this.#kernel;
    for (const object of items) {
      if (!this.#concerns(object)) continue;
      const previous = this.#objects.get(keyOf(object));
      gone.delete(keyOf(object));
      if (previous && jsonEqual(previous, object)) continue;
      this.#accept({ type: previous ? 'modified' : 'added', revision, seq: cause, object, previous });
    }
    for (const object of gone.values()) {
      this.#accept({ type: 'deleted', revision, seq: cause, object, previous: object });
    }
  }

  #accept(change: Change<OfTopic<T>>): void {
    const key = keyOf(change.object);
    this.#revision = change.revision;
    if (change.type === 'deleted') this.#objects.delete(key);
    else this.#objects.set(key, change.object);
    this.#kernel.because(change.seq, () => {
      this.#onChange(change);
    });
  }

  #concerns(object: OfTopic<T>): boolean {
    if (!this.topic.startsWith('pods@')) return true;
    return (object as KindMap['pods']).spec?.nodeName === this.topic.slice('pods@'.length);
  }
}
