// How processes reach others: their own Pod directly, everybody else by way of the network that was handed in.
import type { Caller, HttpRequest, NameAnswer, NetworkAccess, RequestAnswer, RuleTables } from '../interfaces.ts';
import type { Sandbox } from '../sandbox.ts';

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1?\]?)$/;

const OWN_ECHO_US = 50;

/** Sends a request to a Pod of this machine, or with undefined to the machine's own network. */
export type SendHere = (podUid: string | undefined, port: number, request: HttpRequest) => RequestAnswer;

export class Outgoing {
  readonly #node: string;
  readonly #here: SendHere;
  #access: NetworkAccess | undefined;

  constructor(node: string, here: SendHere) {
    this.#node = node;
    this.#here = here;
  }

  /** From now on others are reached this way; until then nobody is. */
  connectTo(access: NetworkAccess): void {
    this.#access = access;
  }

  /** A request of one of the Pod's processes to an address; the process waits at most `patienceUs`. */
  request(sandbox: Sandbox, address: string, port: number, request: HttpRequest, patienceUs: number): RequestAnswer {
    const { pod, ip } = sandbox;
    if (LOOPBACK.test(address) || (ip !== '' && address === ip)) {
      return this.#here(pod.hostNetwork ? undefined : pod.uid, port, request);
    }
    return this.#access?.connect(this.#caller(sandbox), address, port, request, patienceUs) ?? { kind: 'unreachable' };
  }

  /** Asks a name server for one absolute name. */
  ask(sandbox: Sandbox, name: string, server: string): NameAnswer {
    return this.#access?.resolve(name, this.#caller(sandbox), server) ?? { kind: 'refused' };
  }

  /** How long an echo to an address and back takes, in microseconds; undefined when none comes back. */
  ping(sandbox: Sandbox, address: string): number | undefined {
    if (LOOPBACK.test(address) || address === sandbox.ip) return OWN_ECHO_US;
    return this.#access?.ping(this.#caller(sandbox), address);
  }

  /** What the Pod's kernel holds for packets; undefined as long as there is no network. */
  ruleTables(sandbox: Sandbox): RuleTables | undefined {
    return this.#access?.ruleTables(this.#caller(sandbox));
  }

  #caller({ pod, ip }: Sandbox): Caller {
    return { node: this.#node, podUid: pod.uid, ip };
  }
}
