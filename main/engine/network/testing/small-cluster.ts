// Machines and Pods without kubelets, for tests of the network: addresses answer as long as the test says so. API
// server, kernel and network are the real ones.
import type { EndpointSlice, Service } from '../../api/generated/types.ts';
import type { ClusterSettings } from '../../api/resources.ts';
import { ApiServer, type SavedApiServer } from '../../api/server.ts';
import type { JournalRecord } from '../../kernel/journal.ts';
import type { Json } from '../../kernel/json.ts';
import { Kernel, type SavedKernel } from '../../kernel/kernel.ts';
import { after } from '../../kernel/time.ts';
import type { AddressOwner, ComponentRef, RequestAnswer, RuntimeView } from '../../runtime/interfaces.ts';
import { admission } from '../../kinds/admission/chain.ts';
import { kinds } from '../../kinds/registry.ts';
import { KubeProxy } from '../kube-proxy.ts';
import { Network, type SavedNetwork } from '../network.ts';

export const settings = {
  clusterName: 'kubernetes',
  apiServerAddress: '10.0.0.231:6443',
  serviceCidr: '10.200.0.0/16',
  podCidr: '10.100.0.0/16',
  nodePorts: { low: 30_000, high: 32_767 },
};

const MACHINES = { master231: '10.0.0.231', worker232: '10.0.0.232', worker233: '10.0.0.233' } as const;

const POD_RANGES = { master231: '10.100.0.0/24', worker232: '10.100.1.0/24', worker233: '10.100.2.0/24' } as const;

const NAMES: readonly string[] = Object.keys(MACHINES);
const BY_IP: ReadonlyMap<string, string> = new Map(Object.entries(MACHINES).map(([name, ip]) => [ip, name]));

export type MachineName = keyof typeof MACHINES;

/** What answers on which machine: every listed Pod serves port 80. */
export class SmallRuntime implements RuntimeView {
  readonly off = new Set<string>();
  readonly pods = new Map<string, AddressOwner>();
  /** Texts by `machine:path`. */
  readonly files = new Map<string, string>();
  serviceTimeUs = 400;
  image = 'nginx:1.25';
  listening = true;
  restarts = 0;

  machineNames = () => NAMES;
  machineIp = (name: string) => MACHINES[name as MachineName] as string | undefined;
  machineByIp = (ip: string) => BY_IP.get(ip);
  isPowered = (name: string) => !this.off.has(name);
  podRange = (name: string) => POD_RANGES[name as MachineName] as string | undefined;
  readFile = (name: string, path: string) => this.files.get(`${name}:${path}`);
  podAt = (ip: string) => this.pods.get(ip);

  hostPort = () => undefined;
  listenerAt = (ip: string, port: number) => {
    const podUid = port === 80 && this.listening ? this.pods.get(ip)?.podUid : undefined;
    return podUid === undefined || this.restarts === 0 ? podUid : `${podUid}#${this.restarts}`;
  };

  request(ip: string): RequestAnswer {
    const podUid = this.pods.get(ip)?.podUid ?? '';
    const { serviceTimeUs, image } = this;
    return { kind: 'answered', podUid, image, serviceTimeUs, status: 200, headers: {}, body: '' };
  }

  addPod(ip: string): void {
    const node = ip.startsWith('10.100.1.') ? 'worker232' : 'worker233';
    this.pods.set(ip, { node, podUid: `uid-${ip}`, namespace: 'default', name: `pod-${ip}` });
  }
}

interface SavedSmallCluster {
  readonly kernel: SavedKernel;
  readonly server: SavedApiServer;
  readonly network: SavedNetwork;
}

export class SmallCluster {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  readonly network: Network;
  readonly runtime: SmallRuntime;

  constructor(
    seed: number,
    runtime = new SmallRuntime(),
    saved?: SavedSmallCluster,
    ownSettings: ClusterSettings = settings,
  ) {
    this.kernel = new Kernel(seed);
    this.server = new ApiServer(this.kernel, kinds, ownSettings, undefined, admission);
    this.runtime = runtime;
    if (saved) {
      this.kernel.restore(saved.kernel);
      this.server.restore(saved.server);
    } else {
      this.server.serving = true;
      this.server.storageUp = true;
      for (const name of ['default', 'kube-system']) {
        this.server.create('namespaces', { metadata: { name } }, { actor: 'test' });
      }
    }
    this.network = new Network(this.kernel, this.server, runtime, saved?.network);
  }

  /** A kube-proxy that has been added and, when it is new, started. */
  addProxy(node: string, saved?: Json, container?: ComponentRef): KubeProxy {
    const proxy = new KubeProxy(this.kernel, this.server, this.network, node, saved);
    this.kernel.addActor(proxy);
    if (saved === undefined) proxy.start(container);
    return proxy;
  }

  apply(...objects: readonly (Service | EndpointSlice)[]): void {
    for (const object of objects) {
      const slice = 'addressType' in object;
      const { namespace = '', name = '' } = object.metadata ?? {};
      const resource = slice ? 'endpointslices' : 'services';
      const there = this.server.get(resource, namespace, name).ok;
      const result = this.server[there ? 'update' : 'create'](resource, object, { actor: 'test' });
      if (!result.ok) throw new Error(result.status.message);
    }
  }

  runFor(durationUs: number): JournalRecord[] {
    this.kernel.runUntil(after(this.kernel.now, durationUs));
    return this.kernel.journal.take();
  }

  save(): SavedSmallCluster {
    return { kernel: this.kernel.save(), server: this.server.save(), network: this.network.save() };
  }

  /** The same cluster from its saved text, with the same Pods answering; its actors have to be added again. */
  reborn(): SmallCluster {
    return new SmallCluster(this.kernel.seed, this.runtime, copyOf(this.save()));
  }
}

/** What is left of a value after it was written and read. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Where two histories part: the first pair of items that differ, cut to what surrounds the difference; undefined when they are the same. */
export function parting(a: readonly unknown[], b: readonly unknown[]): readonly [string, string] | undefined {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const pair = [JSON.stringify(a[i]), JSON.stringify(b[i])] as const;
    if (pair[0] !== pair[1]) return aroundDifference(...pair);
  }
  return undefined;
}

function aroundDifference(a = '', b = ''): readonly [string, string] {
  let index = 0;
  while (a.charAt(index) === b.charAt(index)) index++;
  const from = Math.max(index - 100, 0);
  return [a.slice(from, index + 200), b.slice(from, index + 200)];
}

/** The tutorial's Service: port 8888 and a node port for Pods that listen on 80. */
export function site(spec: Service['spec'] = {}, name = 'site'): Service {
  return {
    metadata: { namespace: 'default', name },
    spec: {
      type: 'NodePort',
      clusterIP: '10.200.98.50',
      selector: { apps: 'web' },
      ports: [{ port: 8888, protocol: 'TCP', targetPort: 80, nodePort: 30080 }],
      ...spec,
    },
  };
}

/** A slice of ready endpoints. */
export function slice(addresses: readonly string[], service = 'site'): EndpointSlice {
  return {
    addressType: 'IPv4',
    metadata: { namespace: 'default', name: `${service}-x`, labels: { 'kubernetes.io/service-name': service } },
    endpoints: addresses.map((address) => ({
      addresses: [address],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: address.startsWith('10.100.1.') ? 'worker232' : 'worker233',
    })),
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
  };
}

export const SEVEN = [
  '10.100.1.142',
  '10.100.1.143',
  '10.100.1.144',
  '10.100.1.145',
  '10.100.2.63',
  '10.100.2.64',
  '10.100.2.65',
] as const;
