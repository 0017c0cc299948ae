// What the rules of kinds and the plugins of admission may ask and do beside a request.
import type { Kernel } from '../kernel/kernel.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { Micros } from '../kernel/time.ts';
import type { AdmissionServices } from './admission.ts';
import {
  type AdmissionContext,
  type ClusterSettings,
  type KindMap,
  type ResourceName,
  objectKey,
} from './resources.ts';
import type { ObjectStore } from './store.ts';
import type { WriteOptions } from './write-options.ts';

/** What the gate needs of the server. */
export interface GateSurroundings {
  readonly context: AdmissionContext;
  readonly storeQuotaStatus: (quota: KindMap['resourcequotas']) => void;
}

interface ServedCluster {
  readonly store: ObjectStore;
  readonly settings: ClusterSettings;
}

/** What the rules of kinds see of the cluster. */
export class ClusterAtHand implements AdmissionContext {
  readonly #server: ServedCluster;
  readonly #kernel: Kernel;

  constructor(server: ServedCluster, kernel: Kernel) {
    this.#server = server;
    this.#kernel = kernel;
  }

  get<R extends ResourceName>(resource: R, namespace: string, name: string): KindMap[R] | undefined {
    return this.#server.store.get(resource, objectKey(namespace, name));
  }

  all<R extends ResourceName>(resource: R): Iterable<KindMap[R]> {
    return this.#server.store.all(resource);
  }

  get now(): Micros {
    return this.#kernel.now;
  }

  get settings(): ClusterSettings {
    return this.#server.settings;
  }

  get random(): RandomStream {
    return this.#kernel.random('kube-apiserver');
  }
}

/** What goes with one request; a class, because one is made for every write. */
export class RequestServices implements AdmissionServices {
  readonly #context: AdmissionContext;
  readonly #warn: WriteOptions['warn'];
  readonly storeQuotaStatus: AdmissionServices['storeQuotaStatus'];

  constructor({ context, storeQuotaStatus }: GateSurroundings, warn: WriteOptions['warn']) {
    this.#context = context;
    this.#warn = warn;
    this.storeQuotaStatus = storeQuotaStatus;
  }

  get<R extends ResourceName>(resource: R, namespace: string, name: string): KindMap[R] | undefined {
    return this.#context.get(resource, namespace, name);
  }

  all<R extends ResourceName>(resource: R): Iterable<KindMap[R]> {
    return this.#context.all(resource);
  }

  get now(): Micros {
    return this.#context.now;
  }

  get settings(): ClusterSettings {
    return this.#context.settings;
  }

  get random(): RandomStream {
    return this.#context.random;
  }

  /** Warnings are lost when nobody asked for them. */
  warn(text: string): void {
    this.#warn?.(text);
  }
}
