// The network as programs in containers use it: requests and questions set out from their Pod, through the rules of its
// node. All of it happens at the present instant.
import type { Kernel } from '../kernel/kernel.ts';
import type {
  Caller,
  HttpRequest,
  NameAnswer,
  NetworkAccess,
  RequestAnswer,
  RuleTables,
} from '../runtime/interfaces.ts';
import { query } from './dns/query.ts';
import type { Sender } from './journey.ts';
import type { Network } from './network.ts';
import { requestAtOnce } from './one-request.ts';
import { isEchoed, reach } from './reach.ts';
import { EMPTY_TABLES, ruleTablesOf } from './rule-tables.ts';

export class ContainerAccess implements NetworkAccess {
  readonly #kernel: Kernel;
  readonly #network: Network;

  constructor(kernel: Kernel, network: Network) {
    this.#kernel = kernel;
    this.#network = network;
  }

  connect(caller: Caller, address: string, port: number, request: HttpRequest, patienceUs: number): RequestAnswer {
    const client = this.#nameOf(caller);
    const from = senderOf(caller);
    const order = { client, from, address, port, ...request, timeoutUs: patienceUs, keepsAnswer: true };
    const end = requestAtOnce(this.#kernel, this.#network, order, this.#random(caller));
    const { finished, response, accepted, cause } = end;
    this.#kernel.record(client, { type: 'request-finished', ...finished }, cause || this.#kernel.cause);
    const { outcome, podUid = '', durationUs } = finished;
    if (response) return { kind: 'answered', podUid, serviceTimeUs: durationUs, ...response };
    if (outcome === 'refused') return { kind: 'refused' };
    if (outcome === 'no-route') return { kind: 'no-route', tookUs: durationUs };
    return accepted ? { kind: 'silent', podUid } : { kind: 'unreachable' };
  }

  resolve(name: string, caller: Caller, server: string): NameAnswer {
    const question = { name, type: 'A' } as const;
    const asked = { question, client: this.#nameOf(caller), from: senderOf(caller), server };
    const result = query(this.#network, asked, { random: this.#random(caller), now: this.#kernel.now });
    if (result.kind !== 'replied') return { kind: result.kind };
    const { reply, tookUs } = result;
    if (reply.code === 'SERVFAIL') return { kind: 'silent' };
    const own = reply.answers.filter(({ type }) => type === 'A');
    const [first] = own;
    if (!first) return { kind: 'unknown', tookUs };
    return { kind: 'found', name: first.name, addresses: own.map(({ data }) => data), tookUs };
  }

  /** Rules of Services are for ports: an echo meets none of them. */
  ping(caller: Caller, address: string): number | undefined {
    const from = senderOf(caller);
    const order = { client: this.#nameOf(caller), from, address, port: 0, protocol: 'udp', path: '' } as const;
    const moment = { random: this.#random(caller), now: this.#kernel.now };
    const reached = reach(this.#network, order, moment);
    const isBack = reached.kind === 'arrived' && isEchoed(this.#network, reached, moment);
    return isBack ? 2 * reached.journey.travelledUs : undefined;
  }

  /** A Pod with an address of its own has a namespace of its own, in which nobody writes rules. */
  ruleTables({ ip, node }: Caller): RuleTables {
    return ip === '' ? ruleTablesOf(this.#network, node) : EMPTY_TABLES;
  }

  #nameOf({ ip, node }: Caller): string {
    const pod = this.#network.runtime.podAt(ip);
    return pod ? `pod/${pod.namespace}/${pod.name}` : `node/${node}`;
  }

  /** One stream for all that run on a machine: Pods come and go. */
  #random({ node }: Caller) {
    return this.#kernel.random(`requests/${node}`);
  }
}

function senderOf({ ip, node }: Caller): Sender {
  return ip === '' ? { kind: 'node', node } : { kind: 'pod', address: ip };
}
