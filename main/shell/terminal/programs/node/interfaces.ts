// The interfaces, routes and neighbours of a machine of the cluster, as its kernel would tell them: one cable to the
// network of the machines, a bridge for its Pods, and a tunnel or routes to the Pods of the others.
import { formatIp, parseCidr, parseIp } from '../../../../engine/network/cidr.ts';
import type { TerminalCluster } from '../../cluster-client.ts';

export interface Interface {
  readonly name: string;
  readonly mac: string;
  readonly mtu: number;
  readonly up: boolean;
  /** With the length of its prefix: `10.0.0.231/24`. */
  readonly addresses: readonly string[];
  /** The bridge to which it belongs. */
  readonly master?: string | undefined;
  /** `noqueue`, `fq_codel`, … */
  readonly queue: string;
  readonly flags: string;
}

export interface Route {
  readonly destination: string;
  readonly text: string;
}

export interface Neighbour {
  readonly ip: string;
  readonly device: string;
  readonly mac: string;
  readonly reachable: boolean;
}

const GATEWAY_HOST = 2;
const MACHINE_BITS = 24;
const MTU = 1500;
const TUNNEL_MTU = 1450;
const LOOPBACK_MTU = 65_536;

const bytesOf = (ip: string) => ip.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
const machineMac = (ip: string) => ['52', '54', ...bytesOf(ip)].join(':');
/** As the bridge plugin makes it of an address. */
const bridgeMac = (ip: string) => ['0a', '58', ...bytesOf(ip)].join(':');

/** Address number `n` of a range. */
export function addressIn(cidr: string, n: number): string {
  return formatIp((parseCidr(cidr)?.base ?? 0) + n);
}

/** In the order of their numbers, `lo` first. */
export function interfacesOf({ cluster }: TerminalCluster, node: string): readonly Interface[] {
  const machine = cluster.runtime.machine(node);
  const { ip } = machine.spec;
  const { podCidr } = machine;
  const own = machine.pods().filter((pod) => pod.ready && pod.ip !== '');
  const table = cluster.network.rules.table(node);
  const bound = table?.mode === 'ipvs' ? [...table.bound] : undefined;
  const common = { mtu: MTU, up: true, queue: 'noqueue', flags: 'BROADCAST,MULTICAST,UP,LOWER_UP' };
  const cable = cluster.network.links.get(node).up;
  const found: Interface[] = [
    {
      ...common,
      name: 'lo',
      mac: '00:00:00:00:00:00',
      mtu: LOOPBACK_MTU,
      addresses: ['127.0.0.1/8'],
      flags: 'LOOPBACK,UP,LOWER_UP',
    },
    {
      ...common,
      name: 'eth0',
      mac: machineMac(ip),
      addresses: [`${ip}/${MACHINE_BITS}`],
      queue: 'fq_codel',
      up: cable,
      flags: cable ? common.flags : 'NO-CARRIER,BROADCAST,MULTICAST,UP',
    },
  ];
  if (podCidr === undefined || !machine.networkReady) return found;
  if (usesTunnel(machine)) {
    const address = addressIn(podCidr, 0);
    found.push({
      ...common,
      name: 'flannel.1',
      mac: bridgeMac(address),
      mtu: TUNNEL_MTU,
      addresses: [`${address}/32`],
    });
  }
  if (own.length > 0) {
    const address = addressIn(podCidr, 1);
    found.push({
      ...common,
      name: 'cni0',
      mac: bridgeMac(address),
      mtu: TUNNEL_MTU,
      addresses: [`${address}/${podCidr.split('/')[1] ?? ''}`],
    });
  }
  if (bound) {
    const addresses = bound.map((address) => `${formatIp(address)}/32`);
    found.push({
      ...common,
      name: 'kube-ipvs0',
      mac: bridgeMac(ip),
      up: false,
      addresses,
      queue: 'noop',
      flags: 'BROADCAST,NOARP',
    });
  }
  for (const pod of own) {
    found.push({
      ...common,
      name: `veth${pod.sandboxId.slice(0, 8)}@if2`,
      mac: bridgeMac(pod.ip).replace('0a:58', 'a6:58'),
      mtu: TUNNEL_MTU,
      addresses: [],
      master: 'cni0',
    });
  }
  return found;
}

export function routesOf(held: TerminalCluster, node: string): readonly Route[] {
  const { runtime } = held.cluster;
  const machine = runtime.machine(node);
  const { ip } = machine.spec;
  const network = networkOf(ip);
  const gateway = addressIn(network, GATEWAY_HOST);
  const routes = [{ destination: 'default', text: `via ${gateway} dev eth0 proto static` }];
  routes.push({ destination: network, text: `dev eth0 proto kernel scope link src ${ip}` });
  if (!machine.networkReady) return routes;
  for (const name of runtime.machineNames()) {
    const other = runtime.machine(name);
    if (other.podCidr === undefined) continue;
    routes.push({ destination: other.podCidr, text: podRoute(held, node, name) });
  }
  return routes.sort((a, b) => orderOf(a) - orderOf(b));
}

/** The machines of its network and the Pods on its bridge. */
export function neighboursOf({ cluster }: TerminalCluster, node: string): readonly Neighbour[] {
  const { runtime, network } = cluster;
  const others = runtime.machineNames().filter((name) => name !== node && runtime.isPowered(name));
  const pods = runtime
    .machine(node)
    .pods()
    .filter((pod) => pod.ready && pod.ip !== '');
  return [
    ...others.map((name) => {
      const ip = runtime.machineIp(name) ?? '';
      return { ip, device: 'eth0', mac: machineMac(ip), reachable: network.isConnected(name) };
    }),
    ...pods.map(({ ip }) => ({ ip, device: 'cni0', mac: bridgeMac(ip), reachable: true })),
  ];
}

function podRoute({ cluster }: TerminalCluster, node: string, to: string): string {
  const other = cluster.runtime.machine(to);
  const cidr = other.podCidr ?? '';
  if (to === node) return `dev cni0 proto kernel scope link src ${addressIn(cidr, 1)}`;
  if (!usesTunnel(cluster.runtime.machine(node))) return `via ${other.spec.ip} dev eth0`;
  return `via ${addressIn(cidr, 0)} dev flannel.1 onlink`;
}

type Machine = ReturnType<TerminalCluster['cluster']['runtime']['machine']>;
const usesTunnel = ({ disk }: Machine) => disk.below('/etc/cni/net.d').some((path) => path.includes('flannel'));
const networkOf = (ip: string) => `${formatIp((parseIp(ip) ?? 0) & ~0xff)}/${MACHINE_BITS}`;
const orderOf = ({ destination }: Route) => (destination === 'default' ? -1 : (parseCidr(destination)?.base ?? 0));
