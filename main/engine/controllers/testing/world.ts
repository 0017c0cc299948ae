// A cluster of an API server and some controllers alone: tests play everybody else.
import { parse } from 'yaml';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { handleRequest } from '../../api/request.ts';
import type { ClusterSettings, KindMap, ResourceName } from '../../api/resources.ts';
import { ApiServer } from '../../api/server.ts';
import type { Json } from '../../kernel/json.ts';
import type { JournalRecord } from '../../kernel/journal.ts';
import { Kernel } from '../../kernel/kernel.ts';
import { SECOND, after, toMicroTimestamp, toTimestamp } from '../../kernel/time.ts';
import { kindByKind, kinds } from '../../kinds/registry.ts';
import type { ControllerDefinition } from '../controller.ts';
import { ControllerManager } from '../manager.ts';

const settings: ClusterSettings = {
  clusterName: 'kubernetes',
  apiServerAddress: '10.0.0.231:6443',
  serviceCidr: '10.200.0.0/16',
  podCidr: '10.100.0.0/16',
  nodePorts: { low: 30000, high: 32767 },
};

export interface SavedWorld {
  readonly kernel: ReturnType<Kernel['save']>;
  readonly server: ReturnType<ApiServer['save']>;
  readonly manager: Json;
}

export class World {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  readonly manager: ControllerManager;
  readonly records: JournalRecord[] = [];

  constructor(controllers: readonly ControllerDefinition[], saved?: SavedWorld, seed = 1) {
    this.kernel = new Kernel(seed);
    if (saved) this.kernel.restore(saved.kernel);
    this.server = new ApiServer(this.kernel, kinds, settings);
    if (saved) this.server.restore(saved.server);
    else this.#bringUp();
    this.manager = new ControllerManager(this.kernel, this.server, saved?.manager, controllers);
    this.kernel.addActor(this.manager);
  }

  /** The whole as text, as it would be stored. */
  save(): SavedWorld {
    const saved = { kernel: this.kernel.save(), server: this.server.save(), manager: this.manager.save() };
    return JSON.parse(JSON.stringify(saved)) as SavedWorld;
  }

  /** Starts the manager, and lets it fill its caches. */
  start(): this {
    this.manager.start();
    return this.run(0.1);
  }

  run(seconds: number): this {
    this.kernel.runUntil(after(this.kernel.now, seconds * SECOND));
    this.records.push(...this.kernel.journal.take());
    return this;
  }

  /** Creates what a YAML manifest of one or more documents says, or replaces it where it exists. */
  apply(manifest: string): KubeObject[] {
    return manifest.split(/^---$/m).map((document) => this.#apply(parse(document) as KubeObject));
  }

  get<R extends ResourceName>(resource: R, path: string): KindMap[R] | undefined {
    return this.server.store.get(resource, path);
  }

  all<R extends ResourceName>(resource: R): KindMap[R][] {
    return [...this.server.store.all(resource)];
  }

  /** Writes a Pod's status as its kubelet would: running, with an address, ready or not. */
  runPod(path: string, ready = true, podIP = '10.100.1.5'): void {
    const pod = this.#mustGet('pods', path);
    const transition = toTimestamp(this.kernel.now);
    const conditions = [
      ...(pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready'),
      { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: transition },
    ];
    const status = { ...pod.status, phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions };
    this.server.update('pods', { ...pod, status }, { actor: 'kubelet', subresource: 'status' });
  }

  /** Puts a Pod on a node without asking the scheduler. */
  bind(path: string, node: string): void {
    const [namespace = '', name = ''] = path.split('/');
    this.server.bind(namespace, name, node, 'kube-scheduler');
  }

  /** A node whose kubelet reports that all is well. */
  addNode(name: string, more: { labels?: Record<string, string>; spec?: KindMap['nodes']['spec'] } = {}): void {
    const node = {
      metadata: { name, labels: { 'kubernetes.io/hostname': name, ...more.labels } },
      spec: more.spec ?? {},
    };
    this.server.create('nodes', node, { actor: 'kubelet' });
    const amounts = { cpu: '2', memory: '4Gi', pods: '110' };
    const status = { capacity: amounts, allocatable: amounts, conditions: this.#healthyConditions() };
    this.server.update(
      'nodes',
      { ...this.#mustGet('nodes', name), status },
      { actor: 'kubelet', subresource: 'status' },
    );
  }

  /** Renews a node's lease, as its kubelet does every ten seconds. */
  renewLease(node: string): void {
    const renewTime = toMicroTimestamp(this.kernel.now);
    const lease = this.server.store.get('leases', `kube-node-lease/${node}`);
    if (lease) this.server.update('leases', { ...lease, spec: { ...lease.spec, renewTime } }, { actor: 'kubelet' });
    else {
      const metadata = { name: node, namespace: 'kube-node-lease' };
      this.server.create('leases', { metadata, spec: { holderIdentity: node, renewTime } }, { actor: 'kubelet' });
    }
  }

  /** `reason: message` of the events about the object of that name, oldest first. */
  events(name: string): string[] {
    return this.all('events')
      .filter(({ involvedObject }) => involvedObject.name === name)
      .map(({ reason = '', message = '' }) => `${reason}: ${message}`);
  }

  #bringUp(): void {
    this.server.serving = true;
    this.server.storageUp = true;
    for (const name of ['default', 'kube-node-lease', 'kube-system']) {
      this.server.create('namespaces', { metadata: { name } }, { actor: 'kube-apiserver' });
    }
  }

  #apply(object: KubeObject): KubeObject {
    const resource = kindByKind(object.apiVersion ?? '', object.kind ?? '');
    if (!resource) throw new Error(`not served: ${object.kind ?? ''}`);
    const { name = '', namespace = 'default' } = object.metadata ?? {};
    const path = kinds[resource].namespaced ? `${namespace}/${name}` : name;
    const verb = this.server.store.get(resource, path)
      ? ({ verb: 'update', name } as const)
      : ({ verb: 'create' } as const);
    const answer = handleRequest(this.server, 'person', { ...verb, resource, namespace, object });
    if (!answer.ok || 'items' in answer) throw new Error(answer.ok ? 'a list' : answer.status.message);
    return answer.object;
  }

  #mustGet<R extends ResourceName>(resource: R, path: string): KindMap[R] {
    const object = this.server.store.get(resource, path);
    if (!object) throw new Error(`${resource} ${path} is not there`);
    return object;
  }

  #healthyConditions() {
    const now = toTimestamp(this.kernel.now);
    return ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({
      type,
      status: type === 'Ready' ? 'True' : 'False',
      reason: type === 'Ready' ? 'KubeletReady' : 'KubeletHasSufficient',
      message: '',
      lastHeartbeatTime: now,
      lastTransitionTime: now,
    }));
  }
}
