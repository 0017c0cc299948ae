// Where writes end that have been let in: in the store, in the journal, in the history and with those who watch.
import { jsonEqual } from '../kernel/json.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { ChangeHistory, type SavedHistory } from './change-history.ts';
import { isFinished } from './deletion.ts';
import { type KindMap, type ResourceName, objectKey } from './resources.ts';
import type { ApiResult } from './results.ts';
import { ObjectStore, type Change, type SavedStore } from './store.ts';
import { WatchHub, type SavedWatchHub } from './watch-hub.ts';
import type { WriteOptions } from './write-options.ts';

export interface SavedLedger {
  readonly store: SavedStore;
  readonly hub: SavedWatchHub;
  /** Files of older versions have none. */
  readonly history?: SavedHistory;
}

export class Ledger {
  readonly store = new ObjectStore();
  readonly history = new ChangeHistory();
  readonly hub: WatchHub;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.hub = new WatchHub(kernel);
  }

  /** Stores an object unless nothing of it has changed; one that nothing holds back any more goes instead. */
  commit<R extends ResourceName>(
    resource: R,
    next: KindMap[R],
    previous: KindMap[R] | undefined,
    options: WriteOptions,
  ): ApiResult<KindMap[R]> {
    if (previous && equalButRevision(next, previous)) return { ok: true, object: previous };
    if (previous && !options.dryRun && isFinished(next)) return this.remove(resource, next, options);
    return this.put(resource, next, previous, options);
  }

  /** Stores an object, even one that nothing holds back any more. */
  put<R extends ResourceName>(
    resource: R,
    next: KindMap[R],
    previous: KindMap[R] | undefined,
    options: WriteOptions,
  ): ApiResult<KindMap[R]> {
    if (options.dryRun) return { ok: true, object: next };
    const revision = this.store.nextRevision();
    const metadata = { ...next.metadata, resourceVersion: String(revision) };
    const object = this.store.put(resource, { ...next, metadata });
    this.#tell(resource, revision, object, previous, options);
    return { ok: true, object };
  }

  /** Stores something new that is frozen and bears the next revision. */
  add<R extends ResourceName>(resource: R, object: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    const revision = this.store.nextRevision();
    this.store.put(resource, object);
    this.#tell(resource, revision, object, undefined, options);
    return { ok: true, object };
  }

  /** Takes an object out of the store; `last` is its final state. */
  remove<R extends ResourceName>(resource: R, last: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    if (options.dryRun) return { ok: true, object: last };
    const revision = this.store.nextRevision();
    const { namespace = '', name = '' } = last.metadata ?? {};
    const previous = this.store.get(resource, objectKey(namespace, name));
    const object = { ...last, metadata: { ...last.metadata, resourceVersion: String(revision) } } as KindMap[R];
    this.store.remove(resource, objectKey(namespace, name));
    if (resource === 'customresourcedefinitions') this.#removeInstances(name, options);
    if (this.store.rehearsing) return { ok: true, object };
    const seq = this.#kernel.record(options.actor, { type: 'object-deleted', resource, namespace, name, object });
    this.#publish(resource, { type: 'deleted', revision, seq, object, previous });
    return { ok: true, object };
  }

  save(): SavedLedger {
    return {
      store: this.store.save(),
      hub: this.hub.save(),
      history: this.history.save((resource, key) => this.store.get(resource, key)),
    };
  }

  restore(saved: SavedLedger): void {
    this.store.restore(saved.store);
    this.hub.restore(saved.hub);
    this.history.restore(saved.history, this.store.revision, (resource, key) => this.store.get(resource, key));
  }

  /** Custom objects do not outlive the definition of their kind. */
  #removeInstances(definition: string, options: WriteOptions): void {
    const table = definition as ResourceName;
    for (const object of [...this.store.all(table)]) this.remove(table, object, options);
  }

  /** Records what has been stored and tells those who watch. */
  #tell<R extends ResourceName>(
    resource: R,
    revision: number,
    object: KindMap[R],
    previous: KindMap[R] | undefined,
    { actor }: WriteOptions,
  ): void {
    if (this.store.rehearsing) return;
    const { namespace = '', name = '' } = object.metadata ?? {};
    const seq = this.#kernel.record(
      actor,
      previous
        ? { type: 'object-updated', resource, namespace, name, object, previous }
        : { type: 'object-created', resource, namespace, name, object },
    );
    this.#publish(resource, { type: previous ? 'modified' : 'added', revision, seq, object, previous });
  }

  #publish(resource: ResourceName, change: Change): void {
    const { type, revision, seq, object, previous } = change;
    this.history.note(resource, { type, revision, seq, at: this.#kernel.now, object, previous });
    this.#kernel.because(change.seq, () => {
      this.hub.publish(resource, change);
    });
  }
}

function equalButRevision(next: KubeObject, previous: KubeObject): boolean {
  // What differs is seldom the metadata alone, so that they are looked at last.
  if (!jsonEqual({ ...next, metadata: previous.metadata }, previous)) return false;
  const metadata = { ...next.metadata, resourceVersion: previous.metadata?.resourceVersion };
  return jsonEqual(metadata, previous.metadata);
}
