// The objects of one kind as the path of a request names them: in a namespace, in a version. Objects go in and come out
// in that version; the server behind knows one only.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { AnyKind, KindVersion, ResourceName } from './resources.ts';
import type { ApiResult } from './results.ts';
import type { ApiServer } from './server.ts';
import type { DeleteOptions, WriteOptions } from './write-options.ts';

export class Collection {
  readonly #server: ApiServer;
  readonly #resource: ResourceName;
  readonly #namespace: string;
  readonly #version: KindVersion | undefined;

  /** `namespace` is empty for what lives in none; without a version the objects are as they are stored. */
  constructor(server: ApiServer, kind: AnyKind, namespace: string, version?: KindVersion) {
    this.#server = server;
    this.#resource = server.tableOf(kind);
    this.#namespace = namespace;
    this.#version = version;
  }

  get(name: string): ApiResult<KubeObject> {
    return this.#shown(this.#server.get(this.#resource, this.#namespace, name));
  }

  create(object: KubeObject, options: WriteOptions): ApiResult<KubeObject> {
    return this.#shown(this.#server.create(this.#resource, this.#stored(object), options));
  }

  update(object: KubeObject, options: WriteOptions): ApiResult<KubeObject> {
    return this.#shown(this.#server.update(this.#resource, this.#stored(object), options));
  }

  delete(name: string, options: DeleteOptions): ApiResult<KubeObject> {
    return this.#shown(this.#server.delete(this.#resource, this.#namespace, name, options));
  }

  #stored(object: KubeObject): KubeObject {
    return this.#version ? this.#version.toStored(object) : object;
  }

  #shown(result: ApiResult<KubeObject>): ApiResult<KubeObject> {
    return this.#version && result.ok ? { ok: true, object: this.#version.fromStored(result.object) } : result;
  }
}
