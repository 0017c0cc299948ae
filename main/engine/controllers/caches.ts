// The caches that all controllers share: one informer a resource, and the indexes that more than one of them needs.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { matchesLabels } from '../api/selectors.ts';
import { Informer, type SavedInformer } from '../api/informer.ts';
import { type KindMap, type ResourceName, objectKey } from '../api/resources.ts';
import type { ApiServer } from '../api/server.ts';
import type { Change } from '../api/store.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Index } from './index-by.ts';
import { controllerOf } from './owners.ts';

/** Reads of one cache. */
export interface Lister<T> {
  readonly size: number;
  /** Everything up to this revision is in the cache. */
  readonly revision: number;
  get(namespace: string, name: string): T | undefined;
  byKey(key: string): T | undefined;
  all(): IterableIterator<T>;
}

type Pod = KindMap['pods'];
type Informers = { [R in ResourceName]?: Informer<R> };
type Indexes = { readonly [R in ResourceName]?: readonly Index<KindMap[R]>[] };
export type OnChange = <R extends ResourceName>(resource: R, change: Change<KindMap[R]>) => void;
export type SavedCaches = readonly SavedInformer[];

const byController = {
  valuesOf: (object: KubeObject) => [controllerOf(object)?.uid ?? orphansOf(object.metadata?.namespace ?? '')],
  basisOf: (object: KubeObject) => object.metadata?.ownerReferences,
};
const labelValue = (namespace: string, key: string, value: string) => `${namespace}\0${key}\0${value}`;

export class Caches {
  /** Pods by the UID of their controller; those without one by `orphansOf(namespace)`. */
  readonly podsByController = new Index<Pod>({ ...byController, find: (key) => this.#informers.pods?.byKey(key) });
  readonly replicaSetsByController = new Index<KindMap['replicasets']>({
    ...byController,
    find: (key) => this.#informers.replicasets?.byKey(key),
  });
  readonly podsByNode = new Index<Pod>({
    valuesOf: ({ spec }) => (spec?.nodeName ? [spec.nodeName] : []),
    basisOf: ({ spec }) => spec?.nodeName,
    find: (key) => this.#informers.pods?.byKey(key),
  });
  readonly servicesByNamespace = new Index<KindMap['services']>({
    valuesOf: ({ metadata }) => [metadata?.namespace ?? ''],
    basisOf: ({ metadata }) => metadata?.namespace,
    find: (key) => this.#informers.services?.byKey(key),
  });
  readonly slicesByService = new Index<KindMap['endpointslices']>({
    valuesOf: ({ metadata }) => [
      objectKey(metadata?.namespace ?? '', metadata?.labels?.['kubernetes.io/service-name'] ?? ''),
    ],
    basisOf: ({ metadata }) => metadata?.labels,
    find: (key) => this.#informers.endpointslices?.byKey(key),
  });
  readonly #podsByLabel = new Index<Pod>({
    valuesOf: ({ metadata }) =>
      Object.entries(metadata?.labels ?? {}).map(([key, value]) => labelValue(metadata?.namespace ?? '', key, value)),
    basisOf: ({ metadata }) => metadata?.labels,
    find: (key) => this.#informers.pods?.byKey(key),
  });
  readonly #indexes: Indexes = {
    pods: [this.podsByController, this.podsByNode, this.#podsByLabel],
    replicasets: [this.replicaSetsByController],
    services: [this.servicesByNamespace],
    endpointslices: [this.slicesByService],
  };
  readonly #informers: Informers = {};
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #actor: string;
  readonly #onChange: OnChange;
  /** Custom resources that are served at present, whose number changes as definitions come and go. */
  readonly #custom = new Map<ResourceName, Informer<ResourceName>>();

  /** Watches `resources` on behalf of `actor`; `onChange` hears of every change after the caches have taken it. */
  constructor(
    kernel: Kernel,
    server: ApiServer,
    actor: string,
    resources: readonly ResourceName[],
    onChange: OnChange,
  ) {
    this.#kernel = kernel;
    this.#server = server;
    this.#actor = actor;
    this.#onChange = onChange;
    for (const resource of resources) this.#addInformer(resource);
  }

  get synced(): boolean {
    return this.#all().every((informer) => informer.synced);
  }

  /** The cache of a resource that some controller says it watches. */
  of<R extends ResourceName>(resource: R): Lister<KindMap[R]> {
    const informer = this.#informers[resource] ?? this.#custom.get(resource);
    if (!informer) throw new Error(`controllers: nobody watches ${resource}`);
    // OfTopic of a resource is that resource's kind, which the compiler cannot see for a generic R.
    return informer as unknown as Lister<KindMap[R]>;
  }

  /** Whether a resource, which may be a custom one, is watched at present. */
  has(resource: ResourceName): boolean {
    return this.#informers[resource] !== undefined || this.#custom.has(resource);
  }

  /** The resource and everything in the caches that is watched, custom resources too. */
  *everything(): Generator<readonly [ResourceName, KubeObject]> {
    for (const { topic } of this.#all()) for (const object of this.of(topic).all()) yield [topic, object];
  }

  /** The Pods of a namespace that an equality selector selects, in no particular order; none when it is empty. */
  selectedPods(namespace: string, selector: Readonly<Record<string, string>>): Pod[] {
    const [first] = Object.entries(selector);
    if (!first) return [];
    const candidates = this.#podsByLabel.of(labelValue(namespace, ...first));
    return candidates.filter((pod) => matchesLabels(selector, pod.metadata?.labels));
  }

  start(): void {
    for (const informer of this.#all()) informer.start();
  }

  handle(type: string, payload: unknown): boolean {
    const topic = payload as ResourceName;
    const informer: Pick<Informer<ResourceName>, 'handle'> | undefined =
      this.#informers[topic] ?? this.#custom.get(topic);
    return informer?.handle(type, payload) ?? false;
  }

  save(): SavedCaches {
    return this.#all().map((informer) => informer.save());
  }

  restore(saved: SavedCaches): void {
    for (const { topic } of saved) if (!this.has(topic as ResourceName)) this.#addCustom(topic as ResourceName);
    for (const informer of this.#all()) {
      const own = saved.find(({ topic }) => topic === informer.topic);
      if (own) informer.restore(own);
      for (const object of this.of(informer.topic).all()) {
        this.#index(informer.topic, { type: 'added', revision: 0, seq: 0, object, previous: undefined });
      }
    }
  }

  #addInformer(resource: ResourceName): void {
    const informer = new Informer(this.#kernel, this.#server, this.#actor, resource, (change) => {
      this.#index(resource, change);
      if (resource === 'customresourcedefinitions') this.#followCustomKinds();
      this.#onChange(resource, change);
    });
    Object.assign(this.#informers, { [resource]: informer });
  }

  /** Begins to watch custom resources that are new, and lets go of those that are no longer served. */
  #followCustomKinds(): void {
    const served = this.#server.servedKinds().filter(({ storedAs }) => storedAs !== undefined);
    const topics = served.map((kind) => this.#server.tableOf(kind));
    for (const topic of topics) if (!this.has(topic)) this.#addCustom(topic).start();
    for (const [topic, informer] of [...this.#custom]) {
      if (topics.includes(topic) || informer.size > 0) continue;
      informer.stop();
      this.#custom.delete(topic);
    }
  }

  #addCustom(topic: ResourceName): Informer<ResourceName> {
    const informer = new Informer(this.#kernel, this.#server, this.#actor, topic, (change) => {
      this.#onChange(topic, change);
    });
    this.#custom.set(topic, informer);
    return informer;
  }

  #all(): Pick<Informer<ResourceName>, 'topic' | 'synced' | 'start' | 'handle' | 'save' | 'restore'>[] {
    return [...Object.values(this.#informers), ...this.#custom.values()];
  }

  #index<R extends ResourceName>(resource: R, change: Change<KindMap[R]>): void {
    for (const index of this.#indexes[resource] ?? []) index.update(change);
  }
}

/** Under which value an index by controller keeps the objects of a namespace that nobody controls. */
export function orphansOf(namespace: string): string {
  return `orphans of ${namespace}`;
}
