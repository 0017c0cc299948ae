// What one rule of a NetworkPolicy says of the other side of a connection and of its port.
import type { Namespace, NetworkPolicyPeer, NetworkPolicyPort, Pod } from '../../api/generated/types.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import { contains, parseCidr } from '../cidr.ts';
import type { Packet } from '../packet.ts';
import { protocolOf } from '../services/protocol.ts';

/** The other side: an address, and the Pod that has it if one does. */
export interface Party {
  readonly address: number;
  readonly pod: Pod | undefined;
  readonly namespace: Namespace | undefined;
}

/** Whether a peer of a policy in `policyNamespace` is meant. Ranges mean addresses, whoever has them; selectors mean Pods. */
export function matchesPeer(peer: NetworkPolicyPeer, party: Party, policyNamespace: string): boolean {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock)
    return isInRange(ipBlock.cidr, party.address) && !ipBlock.except?.some((each) => isInRange(each, party.address));
  const { pod, namespace } = party;
  if (!pod) return false;
  const isInNamespace = namespaceSelector
    ? matchesLabelSelector(namespaceSelector, namespace?.metadata?.labels)
    : pod.metadata?.namespace === policyNamespace;
  return isInNamespace && matchesLabelSelector(podSelector ?? {}, pod.metadata?.labels);
}

/** Whether the packet's port is meant; a name means the port of that name at the Pod to which the packet goes. */
export function matchesPort(wanted: NetworkPolicyPort, packet: Packet, target: Pod | undefined): boolean {
  if (protocolOf(wanted.protocol) !== packet.protocol) return false;
  const { port, endPort } = wanted;
  if (port === undefined) return true;
  if (typeof port === 'string') return namedPorts(port, packet, target).includes(packet.port);
  return packet.port >= port && packet.port <= (endPort ?? port);
}

function namedPorts(name: string, { protocol }: Packet, target: Pod | undefined): readonly number[] {
  const ports = target?.spec?.containers.flatMap((container) => container.ports ?? []) ?? [];
  return ports
    .filter((port) => port.name === name && protocolOf(port.protocol) === protocol)
    .map(({ containerPort }) => containerPort);
}

function isInRange(text: string, address: number): boolean {
  const range = parseCidr(text);
  return range !== undefined && contains(range, address);
}
