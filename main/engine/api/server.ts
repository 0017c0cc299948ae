// Models the request path of staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go (v1.35): decode,
// default, admit, validate, store, record, tell the watches. The only way to change an object.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { copyJson, dropUndefined, jsonEqual } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { toTimestamp } from '../kernel/time.ts';
import {
  type PropagationPolicy,
  finalizersFor,
  isFinished,
  isImmortal,
  markDeleted,
  namespaceIsEmpty,
} from './deletion.ts';
import { validateMetadata } from './metadata.ts';
import { generatedName, uuid } from './names.ts';
import {
  type AdmissionContext,
  type ClusterSettings,
  type Draft,
  type KindDefinition,
  type KindMap,
  type KindRegistry,
  type ResourceName,
  apiVersionOf,
  objectKey,
} from './resources.ts';
import {
  alreadyExists,
  conflict,
  etcdTimeout,
  failed,
  forbidden,
  invalid,
  methodNotSupported,
  notFound,
  unreachable,
} from './status.ts';
import { ObjectStore, type Change, type SavedStore } from './store.ts';
import { WatchHub, type SavedWatchHub } from './watch-hub.ts';

export type ApiResult<T> =
  { readonly ok: true; readonly object: T } | { readonly ok: false; readonly status: ApiStatus };
export type ListResult<T> =
  | { readonly ok: true; readonly items: readonly T[]; readonly revision: number }
  | { readonly ok: false; readonly status: ApiStatus };

export interface WriteOptions {
  /** Who asks, as records name them. */
  readonly actor: string;
  readonly subresource?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface DeleteOptions extends WriteOptions {
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: PropagationPolicy | undefined;
  /** Refuse unless the object still has this UID. */
  readonly uid?: string | undefined;
}

export interface SavedApiServer {
  readonly store: SavedStore;
  readonly hub: SavedWatchHub;
  readonly serving: boolean;
  readonly storageUp: boolean;
  readonly settings: ClusterSettings;
}

type AnyKind = KindDefinition<KubeObject>;

export class ApiServer {
  readonly store = new ObjectStore();
  readonly hub: WatchHub;
  /** Whether the process runs; while it does not, connections are refused. */
  serving = false;
  /** Whether etcd answers. */
  storageUp = false;
  settings: ClusterSettings;
  readonly kinds: KindRegistry;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel, kinds: KindRegistry, settings: ClusterSettings) {
    this.#kernel = kernel;
    this.kinds = kinds;
    this.settings = settings;
    this.hub = new WatchHub(kernel);
  }

  /** The failure every request meets at present; undefined while the server is well. */
  outage(): ApiStatus | undefined {
    if (!this.serving) return unreachable(this.settings.apiServerAddress);
    return this.storageUp ? undefined : etcdTimeout();
  }

  get<R extends ResourceName>(resource: R, namespace: string, name: string): ApiResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const object = this.store.get(resource, objectKey(namespace, name));
    return object ? { ok: true, object } : failed(notFound(this.kinds[resource], name));
  }

  /** All objects of a resource, in one namespace when it is given, in the order of their keys as etcd keeps them. */
  list<R extends ResourceName>(resource: R, namespace = ''): ListResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const items: KindMap[R][] = [];
    for (const object of this.store.all(resource)) {
      if (namespace === '' || object.metadata?.namespace === namespace) items.push(object);
    }
    items.sort(compareKeys);
    return { ok: true, items, revision: this.store.revision };
  }

  create<R extends ResourceName>(resource: R, object: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const kind = this.#kind(resource);
    if (options.subresource !== undefined) return failed(methodNotSupported(kind, 'create'));
    const draft = copyJson(object) as Draft<KubeObject>;
    const metadata = this.#initialMetadata(kind, draft);
    const refused = this.#namespaceRefusal(kind, metadata.namespace ?? '', metadata.name ?? '');
    if (refused) return failed(refused);
    kind.defaults(draft);
    const denied = kind.admit?.(draft, this.#admission());
    if (denied) return failed(denied);
    const errors = [...validateMetadata(kind, draft), ...kind.validate(draft)];
    if (errors.length > 0) return failed(invalid(kind, metadata.name ?? '', errors));
    if (this.store.get(resource, objectKey(metadata.namespace ?? '', metadata.name ?? ''))) {
      return failed(alreadyExists(kind, metadata.name ?? ''));
    }
    return this.#commit(resource, draft as KindMap[R], undefined, options);
  }

  /** Replaces an object, or with subresource `status` its status. An old `resourceVersion` is a conflict. */
  update<R extends ResourceName>(resource: R, object: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const kind = this.#kind(resource);
    const { namespace = '', name = '', resourceVersion, uid } = object.metadata ?? {};
    const previous = this.store.get(resource, objectKey(namespace, name));
    if (!previous) return failed(notFound(kind, name));
    if (
      resourceVersion !== undefined &&
      resourceVersion !== '' &&
      resourceVersion !== previous.metadata?.resourceVersion
    ) {
      return failed(conflict(kind, name));
    }
    if (uid !== undefined && uid !== previous.metadata?.uid) {
      const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${previous.metadata?.uid ?? ''}`;
      return failed(conflict(kind, name, why));
    }
    const draft = this.#merge(kind, object, previous, options.subresource);
    if (options.subresource === undefined) {
      kind.defaults(draft);
      const denied = kind.admitUpdate?.(draft, previous, this.#admission());
      if (denied) return failed(denied);
      const errors = [
        ...validateMetadata(kind, draft),
        ...kind.validate(draft),
        ...kind.validateUpdate(draft, previous),
      ];
      if (errors.length > 0) return failed(invalid(kind, name, errors));
      if (kind.generation && !jsonEqual(specOf(draft), specOf(previous))) {
        draft.metadata = { ...draft.metadata, generation: (previous.metadata?.generation ?? 0) + 1 };
      }
    }
    return this.#commit(resource, draft as KindMap[R], previous, options);
  }

  /** Sets `spec.nodeName` as the Pod's `binding` subresource does. */
  bind(namespace: string, name: string, node: string, actor: string): ApiResult<KindMap['pods']> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const pod = this.store.get('pods', objectKey(namespace, name));
    if (!pod?.spec) return failed(notFound(this.kinds.pods, name));
    if (pod.spec.nodeName)
      return failed(conflict(this.kinds.pods, name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`));
    if (pod.metadata?.deletionTimestamp)
      return failed(conflict(this.kinds.pods, name, `pod ${name} is being deleted, cannot be assigned to a host`));
    const scheduled = {
      type: 'PodScheduled',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: toTimestamp(this.#kernel.now),
    };
    const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
    const bound = {
      ...pod,
      spec: { ...pod.spec, nodeName: node },
      status: { ...pod.status, conditions: [...conditions, scheduled] },
    } as KindMap['pods'];
    return this.#commit('pods', bound, pod, { actor });
  }

  delete<R extends ResourceName>(
    resource: R,
    namespace: string,
    name: string,
    options: DeleteOptions,
  ): ApiResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const kind = this.#kind(resource);
    const object = this.store.get(resource, objectKey(namespace, name));
    if (!object) return failed(notFound(kind, name));
    if (options.uid !== undefined && options.uid !== object.metadata?.uid) {
      const why = `Precondition failed: UID in precondition: ${options.uid}, UID in object meta: ${object.metadata?.uid ?? ''}`;
      return failed(conflict(kind, name, why));
    }
    if (isImmortal(object)) return failed(forbidden(kind, name, 'this namespace may not be deleted'));
    const graceSeconds = kind.gracePeriod?.(object, options.gracePeriodSeconds) ?? 0;
    const finalizers = finalizersFor(object, options.propagationPolicy);
    if (graceSeconds === 0 && finalizers.length === 0 && namespaceIsEmpty(object)) {
      return this.#remove(resource, object, options);
    }
    const marked = markDeleted(object, {
      graceSeconds,
      finalizers,
      now: this.#kernel.now,
      generation: kind.generation,
    });
    if (!marked) return { ok: true, object };
    return this.#commit(resource, marked as KindMap[R], object, options);
  }

  save(): SavedApiServer {
    return {
      store: this.store.save(),
      hub: this.hub.save(),
      serving: this.serving,
      storageUp: this.storageUp,
      settings: this.settings,
    };
  }

  restore(saved: SavedApiServer): void {
    this.store.restore(saved.store);
    this.hub.restore(saved.hub);
    this.serving = saved.serving;
    this.storageUp = saved.storageUp;
    this.settings = saved.settings;
  }

  #admission(): AdmissionContext {
    return {
      now: this.#kernel.now,
      settings: this.settings,
      random: this.#kernel.random('kube-apiserver'),
      get: (resource, namespace, name) => this.store.get(resource, objectKey(namespace, name)),
      all: (resource) => this.store.all(resource),
    };
  }

  #kind(resource: ResourceName): AnyKind {
    // Every definition takes objects of its own resource only, which the typed methods above see to.
    return this.kinds[resource];
  }

  #initialMetadata(kind: AnyKind, draft: Draft<KubeObject>): NonNullable<Draft<KubeObject>['metadata']> {
    const random = this.#kernel.random('kube-apiserver');
    draft.apiVersion = apiVersionOf(kind);
    draft.kind = kind.kind;
    const metadata = (draft.metadata = { ...draft.metadata });
    if (!kind.namespaced) delete metadata.namespace;
    if (!metadata.name && metadata.generateName) {
      metadata.name = generatedName(metadata.generateName, random);
    }
    metadata.uid = uuid(random);
    metadata.creationTimestamp = toTimestamp(this.#kernel.now);
    if (kind.generation) metadata.generation = 1;
    delete metadata.resourceVersion;
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
    return metadata;
  }

  #namespaceRefusal(kind: AnyKind, namespace: string, name: string): ApiStatus | undefined {
    if (!kind.namespaced || namespace === '') return undefined;
    const found = this.store.get('namespaces', namespace);
    if (!found) return notFound(this.kinds.namespaces, namespace);
    if (found.status?.phase !== 'Terminating') return undefined;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    return forbidden(kind, name, why, [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ]);
  }

  /** The object to be stored: what this request may change from `object`, the rest from `previous`. */
  #merge(kind: AnyKind, object: KubeObject, previous: KubeObject, subresource: string | undefined): Draft<KubeObject> {
    if (subresource === 'status') {
      const status = (object as { status?: unknown }).status;
      return { ...(previous as Draft<KubeObject>), ...{ status } };
    }
    const draft = copyJson(object) as Draft<KubeObject>;
    const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } =
      previous.metadata ?? {};
    draft.apiVersion = apiVersionOf(kind);
    draft.kind = kind.kind;
    draft.metadata = dropUndefined({
      ...draft.metadata,
      uid,
      creationTimestamp,
      deletionTimestamp,
      deletionGracePeriodSeconds,
      generation,
    });
    if (kind.statusSubresource) Object.assign(draft, { status: (previous as { status?: unknown }).status });
    return draft;
  }

  #commit<R extends ResourceName>(
    resource: R,
    next: KindMap[R],
    previous: KindMap[R] | undefined,
    options: WriteOptions,
  ): ApiResult<KindMap[R]> {
    if (previous && equalButRevision(next, previous)) return { ok: true, object: previous };
    if (options.dryRun) return { ok: true, object: next };
    if (previous && isFinished(next)) return this.#remove(resource, next, options);
    const revision = this.store.nextRevision();
    const object = { ...next, metadata: { ...next.metadata, resourceVersion: String(revision) } } as KindMap[R];
    this.store.put(resource, object);
    if (this.store.rehearsing) return { ok: true, object };
    const key = { resource, namespace: object.metadata?.namespace ?? '', name: object.metadata?.name ?? '' };
    const seq = this.#kernel.record(
      options.actor,
      previous ? { type: 'object-updated', ...key, object, previous } : { type: 'object-created', ...key, object },
    );
    this.#publish(resource, { type: previous ? 'modified' : 'added', revision, seq, object, previous });
    return { ok: true, object };
  }

  #remove<R extends ResourceName>(resource: R, last: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    if (options.dryRun) return { ok: true, object: last };
    const revision = this.store.nextRevision();
    const { namespace = '', name = '' } = last.metadata ?? {};
    const previous = this.store.get(resource, objectKey(namespace, name));
    const object = { ...last, metadata: { ...last.metadata, resourceVersion: String(revision) } } as KindMap[R];
    this.store.remove(resource, objectKey(namespace, name));
    if (this.store.rehearsing) return { ok: true, object };
    const seq = this.#kernel.record(options.actor, { type: 'object-deleted', resource, namespace, name, object });
    this.#publish(resource, { type: 'deleted', revision, seq, object, previous });
    return { ok: true, object };
  }

  #publish(resource: ResourceName, change: Change): void {
    this.#kernel.because(change.seq, () => {
      this.hub.publish(resource, change);
    });
  }
}

const specOf = (object: KubeObject): unknown => (object as { spec?: unknown }).spec;

function compareKeys(a: KubeObject, b: KubeObject): number {
  const left = objectKey(a.metadata?.namespace ?? '', a.metadata?.name ?? '');
  const right = objectKey(b.metadata?.namespace ?? '', b.metadata?.name ?? '');
  return left < right ? -1 : left > right ? 1 : 0;
}

function equalButRevision(next: KubeObject, previous: KubeObject): boolean {
  const metadata = { ...next.metadata, resourceVersion: previous.metadata?.resourceVersion };
  return jsonEqual({ ...next, metadata }, previous);
}
