// What the scheduler watches: Pods and nodes, and what says where Pods may or should go.
import type {
  LabelSelector,
  Namespace,
  Node,
  OwnerReference,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  Service,
  StorageClass,
} from '../api/generated/types.ts';
import { Informer, type SavedInformer } from '../api/informer.ts';
import type { ResourceName } from '../api/resources.ts';
import type { Labels } from '../api/selectors.ts';
import type { ApiServer } from '../api/server.ts';
import type { Change } from '../api/store.ts';
import { byKey } from '../api/order.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Selectors } from './spread-constraints.ts';
import type { VolumeLister } from './volume-lister.ts';

export interface SchedulerListeners {
  readonly pod: (change: Change<Pod>) => void;
  readonly node: (change: Change<Node>) => void;
  /** A claim has come or changed. */
  readonly claim: (claim: PersistentVolumeClaim) => void;
  /** A volume has come or changed. */
  readonly volume: (volume: PersistentVolume) => void;
  readonly storageClass: () => void;
  /** The labels of a namespace have changed. */
  readonly namespace: (change: Change<Namespace>) => void;
}

export type SavedSchedulerCaches = readonly SavedInformer[];

export class SchedulerCaches implements Selectors, VolumeLister {
  readonly pods: Informer<'pods'>;
  readonly nodes: Informer<'nodes'>;
  readonly #services: Informer<'services'>;
  readonly #controllers: Informer<'replicationcontrollers'>;
  readonly #replicaSets: Informer<'replicasets'>;
  readonly #statefulSets: Informer<'statefulsets'>;
  readonly #namespaces: Informer<'namespaces'>;
  readonly #claims: Informer<'persistentvolumeclaims'>;
  readonly #volumes: Informer<'persistentvolumes'>;
  readonly #classes: Informer<'storageclasses'>;
  readonly #budgets: Informer<'poddisruptionbudgets'>;
  readonly #all: readonly Pick<Informer<ResourceName>, 'topic' | 'synced' | 'start' | 'handle' | 'save' | 'restore'>[];

  constructor(kernel: Kernel, server: ApiServer, actor: string, listeners: SchedulerListeners) {
    const ignore = () => undefined;
    this.nodes = new Informer(kernel, server, actor, 'nodes', listeners.node);
    this.pods = new Informer(kernel, server, actor, 'pods', listeners.pod);
    this.#services = new Informer(kernel, server, actor, 'services', ignore);
    this.#controllers = new Informer(kernel, server, actor, 'replicationcontrollers', ignore);
    this.#replicaSets = new Informer(kernel, server, actor, 'replicasets', ignore);
    this.#statefulSets = new Informer(kernel, server, actor, 'statefulsets', ignore);
    this.#namespaces = new Informer(kernel, server, actor, 'namespaces', listeners.namespace);
    this.#claims = new Informer(kernel, server, actor, 'persistentvolumeclaims', ({ type, object }) => {
      if (type !== 'deleted') listeners.claim(object);
    });
    this.#volumes = new Informer(kernel, server, actor, 'persistentvolumes', ({ type, object }) => {
      if (type !== 'deleted') listeners.volume(object);
    });
    this.#classes = new Informer(kernel, server, actor, 'storageclasses', listeners.storageClass);
    this.#budgets = new Informer(kernel, server, actor, 'poddisruptionbudgets', ignore);
    this.#all = [
      ...[this.nodes, this.pods, this.#services, this.#controllers, this.#namespaces],
      ...[this.#claims, this.#volumes, this.#classes, this.#budgets, this.#replicaSets, this.#statefulSets],
    ];
  }

  get synced(): boolean {
    return this.#all.every(({ synced }) => synced);
  }

  services(namespace: string): readonly Service[] {
    return [...this.#services.all()].filter(({ metadata }) => metadata?.namespace === namespace);
  }

  controllerSelector(namespace: string, { apiVersion, kind, name }: OwnerReference): LabelSelector | undefined {
    switch (`${apiVersion} ${kind}`) {
      case 'v1 ReplicationController':
        return { matchLabels: this.#controllers.get(namespace, name)?.spec?.selector };
      case 'apps/v1 ReplicaSet':
        return this.#replicaSets.get(namespace, name)?.spec?.selector;
      case 'apps/v1 StatefulSet':
        return this.#statefulSets.get(namespace, name)?.spec?.selector;
      default:
        return undefined;
    }
  }

  namespaceLabels(name: string): Labels {
    return this.#namespaces.byKey(name)?.metadata?.labels ?? {};
  }

  budgets(): readonly PodDisruptionBudget[] {
    return [...this.#budgets.all()].sort(byKey);
  }

  claim(namespace: string, name: string): PersistentVolumeClaim | undefined {
    return this.#claims.get(namespace, name);
  }

  volume(name: string): PersistentVolume | undefined {
    return this.#volumes.byKey(name);
  }

  volumes(): readonly PersistentVolume[] {
    return [...this.#volumes.all()].sort(byKey);
  }

  storageClass(name: string): StorageClass | undefined {
    return this.#classes.byKey(name);
  }

  start(): void {
    for (const informer of this.#all) informer.start();
  }

  handle(type: string, payload: unknown): void {
    this.#all.some((informer) => informer.handle(type, payload));
  }

  save(): SavedSchedulerCaches {
    return this.#all.map((informer) => informer.save());
  }

  restore(saved: SavedSchedulerCaches): void {
    for (const informer of this.#all) {
      const own = saved.find(({ topic }) => topic === informer.topic);
      if (own) informer.restore(own);
      // Files of older versions do not have all.
      else informer.start();
    }
  }
}
