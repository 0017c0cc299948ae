// The sockets of a machine's own network: who listens, and which connections stand or have just ended. Pods on the Pod
// network have namespaces of their own, and node ports are rules, not sockets: neither stands here.
import { hashText } from '../../../../engine/kernel/random.ts';
import { SECOND } from '../../../../engine/kernel/time.ts';
import type { TerminalCluster } from '../../cluster-client.ts';
import { interfacesOf } from './interfaces.ts';

export interface Socket {
  readonly protocol: 'tcp' | 'udp';
  readonly state: 'LISTEN' | 'ESTAB' | 'TIME-WAIT' | 'UNCONN';
  /** `*` for all addresses of both families. */
  readonly address: string;
  readonly port: number;
  readonly peer?: string | undefined;
  readonly program: string;
  readonly pid: number;
}

const LOCAL_ONLY = new Set([2381, 10_248, 10_249, 10_257, 10_259]);
const FIRST_PID = 700;
const TUNNEL_PORT = 8472;
const API_PORT = 6443;
export const ANY = '*';
/** Linux remembers a connection so long after its end (TIME_WAIT). */
const REMEMBERED_US = 60 * SECOND;
const PORTS = { first: 32_768, count: 28_232 } as const;

/** Those that listen first. */
export function socketsOf(held: TerminalCluster, node: string): readonly Socket[] {
  const all = [...listening(held, node), ...datagram(held, node), ...standing(held, node)];
  const programs = [...new Set(all.map(({ program }) => program))];
  const own = all.map((each) => ({ ...each, pid: FIRST_PID + 37 * programs.indexOf(each.program) }));
  return [...own, ...ended(held, node)];
}

type Unowned = Omit<Socket, 'pid'>;

/** The machine's own daemons, and what runs in Pods on its network. */
function listening({ cluster }: TerminalCluster, node: string): readonly Unowned[] {
  const daemons = [
    { address: '0.0.0.0', port: 22, program: 'sshd' },
    { address: '127.0.0.53%lo', port: 53, program: 'systemd-resolve' },
  ];
  const kubelet = cluster.isKubeletRunning(node)
    ? [
        { address: '127.0.0.1', port: 10_248, program: 'kubelet' },
        { address: ANY, port: 10_250, program: 'kubelet' },
      ]
    : [];
  const ip = cluster.runtime.machineIp(node) ?? '';
  const own = cluster.runtime.machine(node).ports.ownListeners();
  const inPods = own.flatMap(({ port, program }) =>
    addressesOf(port, program, ip).map((address) => ({ address, port, program })),
  );
  return [...daemons, ...kubelet, ...inPods].map((each) => ({ protocol: 'tcp', state: 'LISTEN', ...each }));
}

function addressesOf(port: number, program: string, ip: string): readonly string[] {
  if (LOCAL_ONLY.has(port)) return ['127.0.0.1'];
  if (program === 'etcd') return port === 2379 ? ['127.0.0.1', ip] : [ip];
  return [ANY];
}

/** The resolver's, and the tunnel's of the Pod network. */
function datagram(held: TerminalCluster, node: string): readonly Unowned[] {
  const resolver = { address: '127.0.0.53%lo', port: 53, program: 'systemd-resolve' };
  const hasTunnel = interfacesOf(held, node).some(({ name }) => name.startsWith('flannel'));
  const tunnel = { address: '0.0.0.0', port: TUNNEL_PORT, program: '' };
  return [resolver, ...(hasTunnel ? [tunnel] : [])].map((each) => ({ protocol: 'udp', state: 'UNCONN', ...each }));
}

/** What watches the API from here. */
function standing({ cluster }: TerminalCluster, node: string): readonly Unowned[] {
  const { runtime } = cluster;
  const server = runtime.machineNames().find((name) => isServing(name, cluster));
  const address = runtime.machineIp(node) ?? '';
  if (server === undefined || !cluster.network.canReach(node, server)) return [];
  const peer = `${runtime.machineIp(server) ?? ''}:${API_PORT}`;
  const proxies = runtime.machine(node).ports.ownListeners();
  const programs = [
    ...(cluster.isKubeletRunning(node) ? ['kubelet'] : []),
    ...new Set(proxies.map(({ program }) => program).filter((program) => CLIENTS.has(program))),
  ];
  return programs.map((program) => {
    const port = PORTS.first + ((hashText(`${program}@${node}`) >>> 0) % PORTS.count);
    return { protocol: 'tcp', state: 'ESTAB', address, port, peer, program };
  });
}

const CLIENTS = new Set(['kube-proxy', 'kube-scheduler', 'kube-controller-manager']);

const isServing = (name: string, { runtime }: TerminalCluster['cluster']) =>
  runtime.isPowered(name) &&
  runtime
    .machine(name)
    .ports.ownListeners()
    .some(({ port }) => port === API_PORT);

/** Connections of commands typed here. */
function ended({ cluster, logBook }: TerminalCluster, node: string): readonly Socket[] {
  const ip = cluster.runtime.machineIp(node) ?? '';
  return logBook.traffic
    .at(node, cluster.now - REMEMBERED_US)
    .flatMap(({ source, outcome, destination, sourcePort }) => {
      if (source !== ip || outcome !== 'answered') return [];
      return [
        { protocol: 'tcp', state: 'TIME-WAIT', address: ip, port: sourcePort, peer: destination, program: '', pid: 0 },
      ];
    });
}
