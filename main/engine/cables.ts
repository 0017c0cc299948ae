// The machines' network cables as the API's clients on the machines meet them: who is cut off finds its watches broken after
// a while, and goes on from where it was once there is a way again.
import type { LinkPlace, LinkState } from '../../preload/contract/inputs.ts';
import { type ApiAccess, RemoteApi } from './api/api-access.ts';
import type { ApiServer } from './api/server.ts';
import type { Topic } from './api/watch-hub.ts';
import type { Kernel } from './kernel/kernel.ts';
import { type Micros, SECOND } from './kernel/time.ts';
import type { Network } from './network/network.ts';

export interface CablesAround {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  readonly network: Network;
  /** Everybody on a machine who may be watching the API. */
  readonly actorsOn: (node: string) => readonly string[];
}

interface LostWatch {
  readonly actor: string;
  readonly topic: Topic;
}

/** What a machine that has no way to the API has lost. */
interface CutOff {
  readonly since: Micros;
  /** Who is not heard of; some may be gone when the machine is back. */
  readonly muffled: readonly string[];
  readonly watches: readonly LostWatch[];
}

export type SavedCables = readonly (readonly [node: string, cutOff: CutOff])[];

/** An idle connection is asked for a sign of life after 30 s and given up 15 s later (client-go's HTTP/2 health check). */
const NOTICED_US = 45 * SECOND;

export class Cables {
  readonly #around: CablesAround;
  readonly #cutOff: Map<string, CutOff>;

  constructor(around: CablesAround, saved: SavedCables = []) {
    this.#around = around;
    this.#cutOff = new Map(saved);
  }

  /** The API server as programs on a machine reach it. */
  apiFrom(node: string): ApiAccess {
    return new RemoteApi(this.#around.server, () => this.reachesApi(node));
  }

  /** From now on packets fare so there. */
  set(place: LinkPlace, link: LinkState): void {
    const { kernel, network } = this.#around;
    kernel.because(network.setLink(place, link), () => {
      for (const machine of network.runtime.machineNames()) this.#compare(machine);
    });
  }

  /** Whether packets pass between a machine and that of the API server. */
  reachesApi(node: string): boolean {
    const { server, network } = this.#around;
    if (network.links.areGood) return true;
    const [ip = ''] = server.settings.apiServerAddress.split(':');
    const home = network.runtime.machineByIp(ip);
    return home === undefined || home === node || network.links.between(node, home).up;
  }

  save(): SavedCables {
    return [...this.#cutOff];
  }

  #compare(node: string): void {
    const cutOff = this.#cutOff.get(node);
    const reaches = this.reachesApi(node);
    if (cutOff && reaches) this.#rejoin(node, cutOff);
    else if (!cutOff && !reaches) this.#cut(node);
  }

  #cut(node: string): void {
    const { kernel, server, actorsOn } = this.#around;
    const actors = actorsOn(node);
    const watches = actors.flatMap((actor) => server.hub.unsubscribeAll(actor).map((topic) => ({ actor, topic })));
    for (const { actor, topic } of watches) kernel.schedule(actor, NOTICED_US, 'watch-closed', topic);
    for (const actor of actors) kernel.muffle(actor);
    this.#cutOff.set(node, { since: kernel.now, muffled: actors, watches });
  }

  /** Connections that have not been given up go on when a lost packet is next sent again, which takes ever longer. */
  #rejoin(node: string, { since, muffled, watches }: CutOff): void {
    const { kernel } = this.#around;
    this.#cutOff.delete(node);
    for (const actor of muffled) kernel.unmuffle(actor);
    const silentUs = kernel.now - since;
    if (silentUs >= NOTICED_US) return;
    const delayUs = kernel.random(`network/${node}`).int(0, silentUs);
    for (const { actor, topic } of watches) kernel.schedule(actor, delayUs, 'watch-closed', topic);
  }
}
