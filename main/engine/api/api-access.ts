// The API server as a program on some machine reaches it. Where there is no way to it every request fails; what the
// program has seen before it goes on knowing.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { ChangeHistory } from './change-history.ts';
import type { Birth } from './new-object.ts';
import type { ClusterSettings, KindMap, KindRegistry, ResourceName } from './resources.ts';
import type { ApiResult, ListResult } from './results.ts';
import type { ApiServer } from './server.ts';
import { failed, unroutable } from './status.ts';
import type { ObjectStore } from './store.ts';
import type { WatchHub } from './watch-hub.ts';
import type { DeleteOptions, WriteOptions } from './write-options.ts';

/** What kubelets and programs in Pods ask of the API server. */
export type ApiAccess = Pick<
  ApiServer,
  | 'store'
  | 'hub'
  | 'history'
  | 'kinds'
  | 'settings'
  | 'outage'
  | 'get'
  | 'list'
  | 'create'
  | 'createWhole'
  | 'update'
  | 'updateWhole'
  | 'delete'
>;

export class RemoteApi implements ApiAccess {
  readonly store: ObjectStore;
  readonly hub: WatchHub;
  readonly history: ChangeHistory;
  readonly kinds: KindRegistry;
  readonly #server: ApiServer;
  readonly #isReached: () => boolean;

  /** `isReached` says whether there is a way to the server now. */
  constructor(server: ApiServer, isReached: () => boolean) {
    this.#server = server;
    this.store = server.store;
    this.hub = server.hub;
    this.history = server.history;
    this.kinds = server.kinds;
    this.#isReached = isReached;
  }

  get settings(): ClusterSettings {
    return this.#server.settings;
  }

  outage(): ApiStatus | undefined {
    return this.#isReached() ? this.#server.outage() : this.#noRoute();
  }

  get<R extends ResourceName>(resource: R, namespace: string, name: string): ApiResult<KindMap[R]> {
    return this.#isReached() ? this.#server.get(resource, namespace, name) : failed(this.#noRoute());
  }

  list<R extends ResourceName>(resource: R, namespace?: string): ListResult<KindMap[R]> {
    return this.#isReached() ? this.#server.list(resource, namespace) : failed(this.#noRoute());
  }

  create<R extends ResourceName>(resource: R, object: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    return this.#isReached() ? this.#server.create(resource, object, options) : failed(this.#noRoute());
  }

  createWhole<R extends ResourceName>(
    resource: R,
    place: { readonly namespace: string; readonly name: string },
    make: (birth: Birth) => KindMap[R],
    options: WriteOptions,
  ): ApiResult<KindMap[R]> {
    return this.#isReached() ? this.#server.createWhole(resource, place, make, options) : failed(this.#noRoute());
  }

  update<R extends ResourceName>(resource: R, object: KindMap[R], options: WriteOptions): ApiResult<KindMap[R]> {
    return this.#isReached() ? this.#server.update(resource, object, options) : failed(this.#noRoute());
  }

  updateWhole<R extends ResourceName>(
    resource: R,
    next: KindMap[R],
    previous: KindMap[R],
    options: WriteOptions,
  ): ApiResult<KindMap[R]> {
    return this.#isReached() ? this.#server.updateWhole(resource, next, previous, options) : failed(this.#noRoute());
  }

  delete<R extends ResourceName>(
    resource: R,
    namespace: string,
    name: string,
    options: DeleteOptions,
  ): ApiResult<KindMap[R]> {
    return this.#isReached() ? this.#server.delete(resource, namespace, name, options) : failed(this.#noRoute());
  }

  #noRoute(): ApiStatus {
    return unroutable(this.#server.settings.apiServerAddress);
  }
}
