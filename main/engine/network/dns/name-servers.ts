// Who answers questions for names at which address.
import type { ComponentRef, RuntimeView } from '../../runtime/interfaces.ts';
import type { Question, Reply } from './message.ts';

/** Where a server runs: its logs go there, and questions come there. */
export type DnsPlace = Pick<ComponentRef, 'node' | 'podUid' | 'namespace' | 'pod' | 'container'>;

export interface NameServer {
  readonly place: DnsPlace;
  /** Undefined while it does not answer at all. A question of nobody in particular is not put in its log. */
  answer(question: Question, askerIp?: string): Reply | undefined;
}

/** The port at which name servers are asked. */
export const DNS_PORT = 53;

export class NameServers {
  readonly #servers = new Set<NameServer>();

  add(server: NameServer): void {
    this.#servers.add(server);
  }

  remove(server: NameServer): void {
    this.#servers.delete(server);
  }

  /** The one in the Pod that has the address, or on the network of the machine that has it. */
  at(ip: string, runtime: RuntimeView): NameServer | undefined {
    const owner = runtime.podAt(ip);
    const machine = runtime.machineByIp(ip);
    return [...this.#servers].find(({ place }) =>
      owner ? place.podUid === owner.podUid : machine !== undefined && place.node === machine,
    );
  }
}
