// Models the NetworkPolicy API (networking.k8s.io/v1) as agents on the nodes enforce it: whether a connection may leave
// or enter a Pod. Answers belong to their connection and are not asked about. A policy holds as soon as the API has it.
import type { NetworkPolicy, Pod } from '../../api/generated/types.ts';
import { objectKey } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import type { ObjectStore } from '../../api/store.ts';
import type { RuntimeView } from '../../runtime/interfaces.ts';
import { formatIp } from '../cidr.ts';
import type { Packet } from '../packet.ts';
import { type Party, matchesPeer, matchesPort } from './policy-rules.ts';

export type Direction = 'ingress' | 'egress';

const TYPE_NAMES: { readonly [D in Direction]: string } = { ingress: 'Ingress', egress: 'Egress' };

export class PolicyGate {
  readonly #store: ObjectStore;
  readonly #runtime: RuntimeView;
  readonly #isEnforced: boolean;

  constructor(store: ObjectStore, runtime: RuntimeView, isEnforced: boolean) {
    this.#store = store;
    this.#runtime = runtime;
    this.#isEnforced = isEnforced;
  }

  /** Whether everybody may talk to everybody. */
  get areNone(): boolean {
    return !this.#isEnforced || this.#store.count('networkpolicies') === 0;
  }

  /**
   * Why the first packet of a connection, with the addresses it has on the Pod's side of the rules, may not leave its
   * Pod (egress) or enter it (ingress); undefined when it may.
   */
  refusal(direction: Direction, packet: Packet): string | undefined {
    if (this.areNone) return undefined;
    const [own, other] =
      direction === 'ingress' ? [packet.destination, packet.source] : [packet.source, packet.destination];
    const pod = this.#podAt(own);
    if (!pod || own === other || this.#isOwnNode(pod, other)) return undefined;
    const policies = this.#policiesOf(pod, direction);
    if (policies.length === 0) return undefined;
    const peer = this.#partyAt(other);
    const target = direction === 'ingress' ? pod : peer.pod;
    if (policies.some((policy) => allows(policy, direction, peer, packet, target))) return undefined;
    const names = policies.map(({ metadata }) => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`);
    return `not allowed by NetworkPolicy ${names.join(', ')} (${direction})`;
  }

  /** The policies that isolate the Pod in this direction, by name. */
  #policiesOf(pod: Pod, direction: Direction): readonly NetworkPolicy[] {
    const { namespace = '', labels } = pod.metadata ?? {};
    const found = [...this.#store.all('networkpolicies')].filter(
      ({ metadata, spec }) =>
        metadata?.namespace === namespace &&
        (spec?.policyTypes ?? ['Ingress']).includes(TYPE_NAMES[direction]) &&
        matchesLabelSelector(spec?.podSelector ?? {}, labels),
    );
    return found.sort((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
  }

  /** A Pod and the node on which it runs may always talk. */
  #isOwnNode(pod: Pod, address: number): boolean {
    return this.#runtime.machineIp(pod.spec?.nodeName ?? '') === formatIp(address);
  }

  #partyAt(address: number): Party {
    const pod = this.#podAt(address);
    const namespace = pod && this.#store.get('namespaces', objectKey('', pod.metadata?.namespace ?? ''));
    return { address, pod, namespace };
  }

  #podAt(address: number): Pod | undefined {
    const owner = this.#runtime.podAt(formatIp(address));
    return owner && this.#store.get('pods', objectKey(owner.namespace, owner.name));
  }
}

function allows(
  { metadata, spec }: NetworkPolicy,
  direction: Direction,
  peer: Party,
  packet: Packet,
  target: Pod | undefined,
): boolean {
  const rules =
    direction === 'ingress'
      ? (spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  const namespace = metadata?.namespace ?? '';
  return rules.some(
    ({ peers = [], ports = [] }) =>
      (peers.length === 0 || peers.some((each) => matchesPeer(each, peer, namespace))) &&
      (ports.length === 0 || ports.some((each) => matchesPort(each, packet, target))),
  );
}
