// What the scheduler watches: Pods and nodes, and the Services and controllers whose Pods it spreads.
import type { Node, Pod, ReplicationController, Service } from '../api/generated/types.ts';
import { Informer, type SavedInformer } from '../api/informer.ts';
import type { ApiServer } from '../api/server.ts';
import type { Change } from '../api/store.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Selectors } from './spread-constraints.ts';

export interface SchedulerListeners {
  readonly pod: (change: Change<Pod>) => void;
  readonly node: (change: Change<Node>) => void;
}

export type SavedSchedulerCaches = readonly SavedInformer[];

export class SchedulerCaches implements Selectors {
  readonly pods: Informer<'pods'>;
  readonly nodes: Informer<'nodes'>;
  readonly #services: Informer<'services'>;
  readonly #controllers: Informer<'replicationcontrollers'>;

  constructor(kernel: Kernel, server: ApiServer, actor: string, listeners: SchedulerListeners) {
    const ignore = () => undefined;
    this.nodes = new Informer(kernel, server, actor, 'nodes', listeners.node);
    this.pods = new Informer(kernel, server, actor, 'pods', listeners.pod);
    this.#services = new Informer(kernel, server, actor, 'services', ignore);
    this.#controllers = new Informer(kernel, server, actor, 'replicationcontrollers', ignore);
  }

  get synced(): boolean {
    return this.#all.every(({ synced }) => synced);
  }

  services(namespace: string): readonly Service[] {
    return [...this.#services.all()].filter(({ metadata }) => metadata?.namespace === namespace);
  }

  replicationController(namespace: string, name: string): ReplicationController | undefined {
    return this.#controllers.get(namespace, name);
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
    for (const item of saved) this.#all.find(({ topic }) => topic === item.topic)?.restore(item);
  }

  get #all() {
    return [this.nodes, this.pods, this.#services, this.#controllers];
  }
}
