// The load generators outside the cluster, one for each name under which somebody has set a load.
import type { LoadSpec } from '../../preload/contract/inputs.ts';
import type { ApiServer } from './api/server.ts';
import type { Json } from './kernel/json.ts';
import type { Kernel } from './kernel/kernel.ts';
import { LoadClient } from './network/load-client.ts';
import type { Network } from './network/network.ts';

export type SavedLoadClients = readonly (readonly [load: LoadSpec, state: Json])[];

export class LoadClients {
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #network: Network;
  readonly #clients = new Map<string, LoadClient>();

  constructor(kernel: Kernel, server: ApiServer, network: Network) {
    this.#kernel = kernel;
    this.#server = server;
    this.#network = network;
  }

  /** Sends as `load` says from now on; on record it is `actor` who has set it. */
  set(load: LoadSpec, actor: string): void {
    this.#kernel.record(actor, { type: 'load-set', client: load.name, ratePerSecond: load.ratePerSecond });
    const client = this.#clients.get(load.name);
    if (client) client.setLoad(load);
    else this.#add(load).start();
  }

  save(): SavedLoadClients {
    return [...this.#clients.values()].map((client) => [client.load, client.save()]);
  }

  restore(saved: SavedLoadClients): void {
    for (const [load, state] of saved) this.#add(load, state);
  }

  #add(load: LoadSpec, saved?: Json): LoadClient {
    const client = new LoadClient(this.#kernel, this.#server, this.#network, load, saved);
    this.#kernel.addActor(client);
    this.#clients.set(load.name, client);
    return client;
  }
}
