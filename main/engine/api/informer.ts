// Models client-go's tools/cache (v1.35): a local copy of a topic, kept up to date by a watch, that tells its owner of
// every change. When the API server is gone it tries again until it can list anew.
import type { Kernel } from '../kernel/kernel.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import { type Json, deepFreeze, jsonEqual } from '../kernel/json.ts';
import { type KindMap, type ResourceName, keyOf, objectKey } from './resources.ts';
import type { ApiServer } from './server.ts';
import type { Change } from './store.ts';
import { type Topic, resourceOf } from './watch-hub.ts';

export type SavedInformer = {
  readonly topic: Topic;
  readonly synced: boolean;
  /** Keys in the order of the cache, which behaviour may depend on. */
  readonly keys: readonly string[];
  readonly retries: number;
  /** The cache itself while the watch is broken, when the store and its log do not tell what had arrived. */
  readonly objects?: readonly Json[];
};

type OfTopic<T extends Topic> = T extends ResourceName ? KindMap[T] : KindMap['pods'];

const RETRY_FIRST_US = 800 * MILLISECOND;
const RETRY_LAST_US = 30 * SECOND;

export class Informer<T extends Topic> {
  #objects = new Map<string, OfTopic<T>>();
  #synced = false;
  #retries = 0;
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #actor: string;
  readonly topic: T;
  readonly #onChange: (change: Change<OfTopic<T>>) => void;

  /** `onChange` is called on account of the record that tells of the change. */
  constructor(
    kernel: Kernel,
    server: ApiServer,
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

  /** Begins to list and watch; the owner must pass on its agenda entries `watch`, `watch-closed` and `relist`. */
  start(): void {
    this.#relist();
  }

  /** Takes an agenda entry if it is this informer's; says whether it was. */
  handle(type: string, payload: unknown): boolean {
    if (payload !== this.topic) return false;
    switch (type) {
      case 'watch':
        for (const change of this.#server.hub.take(this.#actor, this.topic)) this.#accept(change as Change<OfTopic<T>>);
        return true;
      case 'watch-closed':
      case 'relist':
        this.#relist();
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
      keys: [...this.#objects.keys()],
      retries: this.#retries,
      // Objects as the store has them are plain JSON.
      ...(!isWatching && { objects: [...this.#objects.values()] as unknown as readonly Json[] }),
    };
  }

  /** Rebuilds the cache as it was: the store's present state without the changes that have not been delivered yet. */
  restore(saved: SavedInformer): void {
    this.#synced = saved.synced;
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

  #relist(): void {
    if (this.#server.hub.isSubscribed(this.#actor, this.topic)) return;
    const listed = this.#server.list(resourceOf(this.topic));
    if (!listed.ok) {
      const delayUs = Math.min(RETRY_FIRST_US * 2 ** this.#retries, RETRY_LAST_US);
      this.#retries = Math.min(this.#retries + 1, 16);
      // client-go jitters its back-off by up to the same again.
      this.#kernel.schedule(this.#actor, delayUs * (1 + this.#kernel.random(this.#actor).unit()), 'relist', this.topic);
      return;
    }
    this.#retries = 0;
    this.#server.hub.subscribe(this.#actor, this.topic);
    this.#replace(listed.items as OfTopic<T>[], listed.revision);
    this.#synced = true;
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
