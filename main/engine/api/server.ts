// Models the request path of staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go (v1.35): decode,
// default, admit, validate, store, record, tell the watches. The only way to change an object.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { copyJson, dropUndefined, jsonEqual } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type Micros, toTimestamp } from '../kernel/time.ts';
import { openDoor, type Admission, type AdmissionRequest, type AdmissionServices } from './admission.ts';
import { ChangeHistory, type SavedHistory } from './change-history.ts';
import { CustomKinds, type KindMaker } from './custom-kinds.ts';
import {
  type PropagationPolicy,
  finalizersFor,
  isFinished,
  isImmortal,
  markDeleted,
  namespaceIsEmpty,
} from './deletion.ts';
import { validateMetadata, validateMetadataUpdate } from './metadata.ts';
import { generatedName, uuid } from './names.ts';
import { preconditionFault, uidMismatch } from './preconditions.ts';
import {
  type AdmissionContext,
  type AnyKind,
  type ClusterSettings,
  type Draft,
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
  /** Takes what the kind warns of. */
  readonly warn?: (text: string) => void;
  /** Writes on the object after its defaults, before it is checked: who owns its fields. */
  readonly finish?: (draft: Draft<KubeObject>, previous: KubeObject | undefined) => void;
  /** For patches: another UID is a wrong field, not an object that is gone. */
  readonly patching?: boolean | undefined;
}

export interface DeleteOptions extends WriteOptions {
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: PropagationPolicy | undefined;
  /** Refuse unless the object still has this UID, this revision. */
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

export interface SavedApiServer {
  readonly store: SavedStore;
  readonly hub: SavedWatchHub;
  /** Files of older versions have none. */
  readonly history?: SavedHistory;
  readonly serving: boolean;
  readonly storageUp: boolean;
  readonly settings: ClusterSettings;
}

export class ApiServer {
  readonly store = new ObjectStore();
  readonly hub: WatchHub;
  readonly history = new ChangeHistory();
  /** Whether the process runs; while it does not, connections are refused. */
  serving = false;
  /** Whether etcd answers. */
  storageUp = false;
  settings: ClusterSettings;
  readonly kinds: KindRegistry;
  readonly #kernel: Kernel;
  readonly #customKinds: CustomKinds;
  readonly #door: Admission;

  /** `makeKind` makes the kinds of custom resources; without it there are none. Without `admission` all is let in. */
  constructor(
    kernel: Kernel,
    kinds: KindRegistry,
    settings: ClusterSettings,
    makeKind?: KindMaker,
    admission: Admission = openDoor,
  ) {
    this.#kernel = kernel;
    this.#customKinds = new CustomKinds(makeKind ?? (() => undefined));
    this.#door = admission;
    this.kinds = kinds;
    this.settings = settings;
    this.hub = new WatchHub(kernel);
  }

  get now(): Micros {
    return this.#kernel.now;
  }

  /** The kind that is served under a plural name; undefined when none is. */
  kindOf(resource: string): AnyKind | undefined {
    if (this.#isStatic(resource)) return this.kinds[resource];
    return this.#customKinds.find(this.store.all('customresourcedefinitions'), resource);
  }

  /** All kinds that are served at present, those of custom resources last. */
  servedKinds(): AnyKind[] {
    const custom = this.#customKinds.all(this.store.all('customresourcedefinitions'));
    return [...Object.values<AnyKind>(this.kinds), ...custom];
  }

  /** The name of a kind's table in the store, by which the methods here know it. */
  tableOf(kind: AnyKind): ResourceName {
    // Custom resources go through the same doors as the kinds that the compiler knows.
    return (kind.storedAs ?? kind.resource) as ResourceName;
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
    return object ? { ok: true, object } : failed(notFound(this.#kind(resource), name));
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
    options.finish?.(draft, undefined);
    const request = this.#request(resource, 'create', draft, undefined, options);
    const services = this.#services(options);
    const denied = this.#door.mutate(request, services) ?? kind.admit?.(draft, services);
    if (denied) return failed(denied);
    const errors = [...validateMetadata(kind, draft), ...kind.validate(draft)];
    if (errors.length > 0) return failed(invalid(kind, metadata.name ?? '', errors));
    const rejected = this.#door.validate(request, services);
    if (rejected) return failed(rejected);
    const existing = this.#existing(resource, metadata);
    if (existing) return failed(alreadyExists(kind, metadata.name ?? '', existing.metadata?.deletionTimestamp));
    if (options.warn) for (const text of kind.warnings?.(draft, undefined) ?? []) options.warn(text);
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
    if (uid && uid !== previous.metadata?.uid && !options.patching) {
      return failed(conflict(kind, name, uidMismatch(kind, objectKey(namespace, name), uid, previous)));
    }
    const immutable = validateMetadataUpdate(object.metadata ?? {}, previous.metadata ?? {});
    if (immutable.length > 0) return failed(invalid(kind, name, immutable));
    const draft = this.#merge(kind, object, previous, options.subresource);
    if (options.subresource !== 'status') kind.defaults(draft);
    options.finish?.(draft, previous);
    const refused = options.subresource === 'status' ? undefined : this.#refusal(resource, draft, previous, options);
    if (refused) return failed(refused);
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
      status: dropUndefined({ ...pod.status, nominatedNodeName: undefined, conditions: [...conditions, scheduled] }),
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
    const mismatch = preconditionFault(object, options);
    if (mismatch !== undefined) return failed(conflict(kind, name, mismatch));
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
      history: this.history.save((resource, key) => this.store.get(resource, key)),
      serving: this.serving,
      storageUp: this.storageUp,
      settings: this.settings,
    };
  }

  restore(saved: SavedApiServer): void {
    this.store.restore(saved.store);
    this.hub.restore(saved.hub);
    this.history.restore(saved.history, this.store.revision, (resource, key) => this.store.get(resource, key));
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

  #isStatic(resource: string): resource is ResourceName {
    return Object.hasOwn(this.kinds, resource);
  }

  // Every definition takes objects of its own resource only, which the typed methods above see to.
  /** What admission plugins may look up, and do beside the request. */
  #services(options: WriteOptions): AdmissionServices {
    return {
      ...this.#admission(),
      warn: (text) => options.warn?.(text),
      storeQuotaStatus: (quota) => {
        this.update('resourcequotas', quota, { actor: ADMISSION_ACTOR, subresource: 'status' });
      },
    };
  }

  #request(
    resource: ResourceName,
    operation: AdmissionRequest['operation'],
    object: Draft<KubeObject>,
    previous: KubeObject | undefined,
    options: WriteOptions,
  ): AdmissionRequest {
    return {
      resource,
      kind: this.#kind(resource),
      operation,
      object,
      previous,
      dryRun: options.dryRun ?? false,
    };
  }

  #kind(resource: ResourceName): AnyKind {
    const kind = this.kindOf(resource);
    if (!kind) throw new Error(`kind ${resource} is not served`);
    return kind;
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
    Reflect.deleteProperty(metadata, 'selfLink');
    return metadata;
  }

  /** The object that has the name of the new one; a generated name is changed until it is free, a few times. */
  #existing<R extends ResourceName>(
    resource: R,
    metadata: NonNullable<Draft<KubeObject>['metadata']>,
  ): KindMap[R] | undefined {
    const { namespace = '', generateName } = metadata;
    let existing = this.store.get(resource, objectKey(namespace, metadata.name ?? ''));
    for (let retry = 0; existing && generateName && retry < NAME_RETRIES_MAX; retry++) {
      metadata.name = generatedName(generateName, this.#kernel.random('kube-apiserver'));
      existing = this.store.get(resource, objectKey(namespace, metadata.name));
    }
    return existing;
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

  /** Admits and checks a change of anything but the status, and counts it. */
  #refusal<R extends ResourceName>(
    resource: R,
    draft: Draft<KubeObject>,
    previous: KindMap[R],
    options: WriteOptions,
  ): ApiStatus | undefined {
    const kind = this.#kind(resource);
    const request = this.#request(resource, 'update', draft, previous, options);
    const services = this.#services(options);
    const whole = options.subresource === undefined;
    const mutated = this.#door.mutate(request, services);
    const denied = mutated ?? (whole ? kind.admitUpdate?.(draft, previous, services) : undefined);
    if (denied) return denied;
    const errors = [
      ...validateMetadata(kind, draft),
      ...kind.validate(draft),
      ...(whole ? kind.validateUpdate(draft, previous) : []),
    ];
    if (errors.length > 0) return invalid(kind, previous.metadata?.name ?? '', errors);
    const rejected = this.#door.validate(request, services);
    if (rejected) return rejected;
    if (kind.generation && !jsonEqual(specOf(draft), specOf(previous))) {
      draft.metadata = { ...draft.metadata, generation: (previous.metadata?.generation ?? 0) + 1 };
    }
    if (options.warn) for (const text of kind.warnings?.(draft, previous) ?? []) options.warn(text);
    return undefined;
  }

  /** The object to be stored: what this request may change from `object`, the rest from `previous`. */
  #merge(kind: AnyKind, object: KubeObject, previous: KubeObject, subresource: string | undefined): Draft<KubeObject> {
    if (subresource === 'status') {
      const status = (object as { status?: unknown }).status;
      const { annotations = previous.metadata?.annotations, resourceVersion } = object.metadata ?? {};
      // Who has read the object may write its annotations along with the status.
      const metadata = resourceVersion ? dropUndefined({ ...previous.metadata, annotations }) : previous.metadata;
      return { ...previous, metadata, ...{ status } } as Draft<KubeObject>;
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
    if (resource === 'customresourcedefinitions') this.#removeInstances(name, options);
    if (this.store.rehearsing) return { ok: true, object };
    const seq = this.#kernel.record(options.actor, { type: 'object-deleted', resource, namespace, name, object });
    this.#publish(resource, { type: 'deleted', revision, seq, object, previous });
    return { ok: true, object };
  }

  /** Custom objects do not outlive the definition of their kind. */
  #removeInstances(definition: string, options: WriteOptions): void {
    const table = definition as ResourceName;
    for (const object of [...this.store.all(table)]) this.#remove(table, object, options);
  }

  #publish(resource: ResourceName, change: Change): void {
    const { type, revision, object, previous } = change;
    this.history.note(resource, { type, revision, at: this.#kernel.now, object, previous });
    this.#kernel.because(change.seq, () => {
      this.hub.publish(resource, change);
    });
  }
}

/** Who writes what admission writes beside the request. */
const ADMISSION_ACTOR = 'kube-apiserver';
/** How often another name is generated before a create gives up. */
const NAME_RETRIES_MAX = 7;

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
