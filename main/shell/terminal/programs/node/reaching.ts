// How programs at a machine look whether an address is there and who listens.
import { parseIp } from '../../../../engine/network/cidr.ts';
import { type Moment, type Reach, reach } from '../../../../engine/network/reach.ts';
import { SECOND } from '../../../../engine/kernel/time.ts';
import type { TerminalCluster } from '../../cluster-client.ts';
import { chanceOf } from './chance.ts';

export interface Target {
  readonly node: string;
  readonly ip: string;
  readonly port: number;
  /** TCP unless told. */
  readonly protocol?: 'tcp' | 'udp' | undefined;
}

/** The address for which a word stands: an address, a machine's name, or this machine. */
export function addressOf({ cluster }: TerminalCluster, word: string): string | undefined {
  if (parseIp(word) !== undefined) return word;
  return word === 'localhost' ? '127.0.0.1' : cluster.runtime.machineIp(word);
}

/** A packet to the target as the network is now. It leaves no record, and no memory in the rules it passes. */
export function probe(held: TerminalCluster, { node, ip, port, protocol }: Target, timeoutUs = 5 * SECOND): Reach {
  const order = {
    client: `probe@${node}`,
    from: { kind: 'node', node },
    address: ip,
    port,
    protocol,
    path: '',
    timeoutUs,
  } as const;
  return reach(held.cluster.network, order, momentOf(held));
}

/** The present instant as a program sees it that leaves nothing behind. */
export function momentOf(held: TerminalCluster): Moment {
  return { random: chanceOf(held, 'probe'), now: held.cluster.now, isTrial: true };
}

/** Whether somebody listens where the packet has arrived. */
export function isListening({ cluster }: TerminalCluster, node: string, reached: Reach): boolean {
  if (reached.kind !== 'arrived') return false;
  const { ip, journey } = reached;
  if (cluster.network.listenerAt(ip, journey.packet.port) !== undefined) return true;
  const machine = cluster.runtime.machineByIp(ip);
  const isKubelet = journey.packet.port === 10_250 || (journey.packet.port === 10_248 && machine === node);
  return machine !== undefined && (journey.packet.port === 22 || (isKubelet && cluster.isKubeletRunning(machine)));
}
