// What kubeadm and the person at its keyboard do to a fresh cluster: as soon as the API answers, the add-ons are
// created. Done once; what people change or delete later stays so.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { handleRequest } from '../api/request.ts';
import { apiVersionOf } from '../api/resources.ts';
import type { ApiServer } from '../api/server.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { SECOND } from '../kernel/time.ts';
import type { Preset } from '../preset.ts';

const RETRY_US = SECOND;
/** Refusals by an API server that is still coming up; others will not get better by trying again. */
const PASSING_CODES = new Set([0, 500, 503]);

export class Kubeadm implements Actor {
  readonly id = 'kubeadm';
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #addons: readonly KubeObject[];
  /** How many of the add-ons are there; undefined before the cluster was first switched on. */
  #done: number | undefined;

  constructor(kernel: Kernel, server: ApiServer, preset: Preset, saved?: Json) {
    this.#kernel = kernel;
    this.#server = server;
    this.#addons = preset.addons;
    this.#done = typeof saved === 'number' ? saved : undefined;
  }

  /** The cluster is switched on; the first time there is something to do. */
  start(): void {
    if (this.#done !== undefined) return;
    this.#done = 0;
    this.#kernel.schedule(this.id, RETRY_US, 'create-addons');
  }

  handle(type: string): void {
    if (type !== 'create-addons') throw new Error(`${this.id}: unknown entry ${type}`);
    for (const addon of this.#addons.slice(this.#done)) {
      if (!this.#create(addon)) {
        this.#kernel.schedule(this.id, RETRY_US, 'create-addons');
        return;
      }
      this.#done = (this.#done ?? 0) + 1;
    }
  }

  save(): Json {
    return this.#done;
  }

  /** Creates an add-on; false when the API server is not there yet. A preset that is refused is a mistake in it. */
  #create(object: KubeObject): boolean {
    const kinds = Object.values(this.#server.kinds);
    const kind = kinds.find((each) => each.kind === object.kind && apiVersionOf(each) === object.apiVersion);
    if (!kind) throw new Error(`preset: ${object.apiVersion ?? ''} ${object.kind ?? ''} is not served`);
    const namespace = object.metadata?.namespace ?? '';
    const created = handleRequest(this.#server, this.id, {
      resource: kind.resource,
      namespace,
      verb: 'create',
      object,
    });
    if (created.ok || created.status.reason === 'AlreadyExists') return true;
    if (PASSING_CODES.has(created.status.code)) return false;
    throw new Error(`preset: ${object.metadata?.name ?? ''} is refused: ${created.status.message}`);
  }
}
