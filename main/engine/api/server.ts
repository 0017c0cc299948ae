// Models the request path of staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go (v1.35): decode,
// default, admit, validate, store, record, tell the watches. The only way to change an object.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { copyJson } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Micros } from '../kernel/time.ts';
import { AdmissionGate } from './admission-gate.ts';
import { openDoor, type Admission } from './admission.ts';
import { ClusterAtHand } from './admission-services.ts';
import { bindingRefusal, boundPod } from './bound-pod.ts';
import type { ChangeHistory } from './change-history.ts';
import type { KindMaker } from './custom-kinds.ts';
import { finalizersFor, isImmortal, markDeleted, namespaceIsEmpty } from './deletion.ts';
import { Ledger, type SavedLedger } from './ledger.ts';
import type { Meter } from './meter.ts';
import { validateMetadataUpdate } from './metadata.ts';
import { uuid } from './names.ts';
import { type Birth, initialize, namesake, namespaceRefusal } from './new-object.ts';
import { byKey } from './order.ts';
import { preconditionFault } from './preconditions.ts';
import { countGeneration, replacement, staleness } from './replacement.ts';
import {
  type AnyKind,
  type ClusterSettings,
  type Draft,
  type KindMap,
  type KindRegistry,
  type ResourceName,
  keyOf,
  objectKey,
} from './resources.ts';
import type { ApiResult, ListResult } from './results.ts';
import { ServedKinds } from './served-kinds.ts';
import {
  alreadyExists,
  conflict,
  etcdTimeout,
  failed,
  forbidden,
  methodNotSupported,
  notFound,
  unreachable,
} from './status.ts';
import type { ObjectStore } from './store.ts';
import type { WatchHub } from './watch-hub.ts';
import type { DeleteOptions, WriteOptions } from './write-options.ts';

export type { ApiResult } from './results.ts';

export interface SavedApiServer extends SavedLedger {
  readonly serving: boolean;
  readonly storageUp: boolean;
  readonly settings: ClusterSettings;
}

export class ApiServer {
  readonly store: ObjectStore;
  readonly hub: WatchHub;
  readonly history: ChangeHistory;
  /** Whether the process runs; while it does not, connections are refused. */
  serving = false;
  /** Whether etcd answers. */
  storageUp = false;
  settings: ClusterSettings;
  /** What is measured of Pods, where anybody measures it. */
  meter: Meter | undefined;
  readonly kinds: KindRegistry;
  readonly #kernel: Kernel;
  readonly #ledger: Ledger;
  readonly #served: ServedKinds;
  readonly #gate: AdmissionGate;

  /** `makeKind` makes the kinds of custom resources; without it there are none. Without `admission` all is let in. */
  constructor(
    kernel: Kernel,
    kinds: KindRegistry,
    settings: ClusterSettings,
    makeKind: KindMaker = () => undefined,
    admission: Admission = openDoor,
  ) {
    this.#kernel = kernel;
    this.#ledger = new Ledger(kernel);
    this.store = this.#ledger.store;
    this.hub = this.#ledger.hub;
    this.history = this.#ledger.history;
    this.kinds = kinds;
    this.settings = settings;
    this.#served = new ServedKinds(kinds, makeKind, this.store);
    this.#gate = new AdmissionGate(admission, {
      context: new ClusterAtHand(this, kernel),
      storeQuotaStatus: (quota) => {
        this.update('resourcequotas', quota, { actor: ADMISSION_ACTOR, subresource: 'status' });
      },
    });
  }

  get now(): Micros {
    return this.#kernel.now;
  }

  /** The kind that is served under a plural name; undefined when none is. */
  kindOf(resource: string): AnyKind | undefined {
    return this.#served.find(resource);
  }

  /** All kinds that are served at present, those of custom resources last. */
  servedKinds(): AnyKind[] {
    return this.#served.all();
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
    items.sort(byKey);
    return { ok: true, items, revision: this.store.revision };
  }

  create<R extends ResourceName>(resource: R, object: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const kind = this.#kind(resource);
    if (options.subresource !== undefined) return failed(methodNotSupported(kind, 'create'));
    const draft = copyJson(object) as Draft<KubeObject>;
    const random = this.#kernel.random('kube-apiserver');
    const metadata = initialize(kind, draft, this.#kernel.now, random);
    const { namespace = '', name = '' } = metadata;
    const homeless = namespace === '' ? undefined : this.#namespaceRefusal(kind, namespace, name);
    if (homeless) return failed(homeless);
    kind.defaults(draft);
    options.finish?.(draft, undefined);
    const refused = this.#gate.refusal({ resource, kind, draft, previous: undefined, immutable: [], options });
    if (refused) return failed(refused);
    const isGenerated = !object.metadata?.name;
    const find = (wanted: string) => this.store.get(resource, objectKey(namespace, wanted));
    const existing = namesake(metadata, isGenerated, find, random);
    if (existing) return failed(alreadyExists(kind, metadata.name ?? '', existing.metadata?.deletionTimestamp));
    if (options.warn) for (const text of kind.warnings?.(draft, undefined) ?? []) options.warn(text);
    return this.#ledger.commit(resource, draft as KindMap[R], undefined, options);
  }

  /**
   * Creates what a component of the cluster has made whole: nothing is to be filled in, and its kind's rules hold. `make`
   * is given what every new object gets, and answers the object frozen, as it will be stored.
   */
  createWhole<R extends ResourceName>(
    resource: R,
    { namespace, name }: { readonly namespace: string; readonly name: string },
    make: (birth: Birth) => KindMap[R],
    options: WriteOptions,
  ): ApiResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const kind = this.#kind(resource);
    const uid = uuid(this.#kernel.random('kube-apiserver'));
    const homeless = this.#namespaceRefusal(kind, namespace, name);
    if (homeless) return failed(homeless);
    const existing = this.store.get(resource, objectKey(namespace, name));
    if (existing) return failed(alreadyExists(kind, name, existing.metadata?.deletionTimestamp));
    const resourceVersion = String(this.store.revision + 1);
    const object = make({ uid, creationTimestamp: this.#kernel.timestamp, resourceVersion });
    const refused = this.#gate.refusalOfWhole(resource, kind, object, undefined, options);
    return refused ? failed(refused) : this.#ledger.add(resource, object, options);
  }

  /**
   * Writes what a component of the cluster has made of `previous`, which it has just read: what it changed is neither
   * the object's metadata nor anything else that its kind fills in or judges.
   */
  updateWhole<R extends ResourceName>(
    resource: R,
    next: KindMap[R],
    previous: KindMap[R],
    options: WriteOptions,
  ): ApiResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    if (this.store.get(resource, keyOf(previous)) !== previous) return this.update(resource, next, options);
    const refused = this.#gate.refusalOfWhole(resource, this.#kind(resource), next, previous, options);
    return refused ? failed(refused) : this.#ledger.commit(resource, next, previous, options);
  }

  /** Replaces an object, or with subresource `status` its status. An old `resourceVersion` is a conflict. */
  update<R extends ResourceName>(resource: R, object: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const kind = this.#kind(resource);
    const previous = this.store.get(resource, keyOf(object));
    if (!previous) return failed(notFound(kind, object.metadata?.name ?? ''));
    const stale = staleness(kind, object, previous, options.patching === true);
    if (stale) return failed(stale);
    const immutable = validateMetadataUpdate(object.metadata ?? {}, previous.metadata ?? {});
    const draft = replacement(kind, object, previous, options.subresource);
    const ofStatus = options.subresource === 'status';
    if (!ofStatus) kind.defaults(draft);
    options.finish?.(draft, previous);
    const refused = this.#gate.refusal({ resource, kind, draft, previous, immutable, options });
    if (refused) return failed(refused);
    if (!ofStatus && kind.generation) countGeneration(kind, draft, previous);
    if (!ofStatus && options.warn) for (const text of kind.warnings?.(draft, previous) ?? []) options.warn(text);
    return this.#ledger.commit(resource, draft as KindMap[R], previous, options);
  }

  /** Sets `spec.nodeName` as the Pod's `binding` subresource does. */
  bind(namespace: string, name: string, node: string, actor: string): ApiResult<KindMap['pods']> {
    const outage = this.outage();
    if (outage) return failed(outage);
    const pod = this.store.get('pods', objectKey(namespace, name));
    if (!pod?.spec) return failed(notFound(this.kinds.pods, name));
    const refused = bindingRefusal(pod);
    if (refused) return failed(refused);
    const bound = boundPod(pod, node, this.store.get('nodes', objectKey('', node)), this.#kernel.now);
    return this.#ledger.commit('pods', bound, pod, { actor });
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
    const marked = markDeleted(object, {
      graceSeconds,
      finalizers,
      now: this.#kernel.now,
      generation: kind.generation,
    }) as KindMap[R] | undefined;
    if (graceSeconds === 0 && finalizers.length === 0 && namespaceIsEmpty(object)) {
      // What is given a grace is first seen without any left.
      const seen = marked && kind.gracePeriod ? this.#ledger.put(resource, marked, object, options) : undefined;
      return this.#ledger.remove(resource, seen?.ok ? seen.object : object, options);
    }
    if (!marked) return { ok: true, object };
    return this.#ledger.commit(resource, marked, object, options);
  }

  save(): SavedApiServer {
    const { serving, storageUp, settings } = this;
    return { ...this.#ledger.save(), serving, storageUp, settings };
  }

  restore(saved: SavedApiServer): void {
    this.#ledger.restore(saved);
    this.serving = saved.serving;
    this.storageUp = saved.storageUp;
    this.settings = saved.settings;
  }

  #kind(resource: ResourceName): AnyKind {
    const kind = this.kindOf(resource);
    if (!kind) throw new Error(`kind ${resource} is not served`);
    return kind;
  }

  #namespaceRefusal(kind: AnyKind, namespace: string, name: string): ApiStatus | undefined {
    const found = this.store.get('namespaces', namespace);
    return found ? namespaceRefusal(kind, name, found) : notFound(this.kinds.namespaces, namespace);
  }
}

/** Who writes what admission writes beside the request. */
const ADMISSION_ACTOR = 'kube-apiserver';
