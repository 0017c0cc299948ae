// A cluster of an API server and the scheduler alone: tests play everybody else.
import { parse } from 'yaml';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { handleRequest } from '../../api/request.ts';
import type { ClusterSettings, KindMap } from '../../api/resources.ts';
import { ApiServer } from '../../api/server.ts';
import type { Json } from '../../kernel/json.ts';
import type { JournalRecord } from '../../kernel/journal.ts';
import { Kernel } from '../../kernel/kernel.ts';
import { SECOND, after } from '../../kernel/time.ts';
import { kindByKind, kinds } from '../../kinds/registry.ts';
import { Scheduler } from '../scheduler.ts';

const settings: ClusterSettings = {
  clusterName: 'kubernetes',
  apiServerAddress: '10.0.0.231:6443',
  serviceCidr: '10.200.0.0/16',
  podCidr: '10.100.0.0/16',
  nodePorts: { low: 30000, high: 32767 },
};

export interface SavedSmallCluster {
  readonly kernel: ReturnType<Kernel['save']>;
  readonly server: ReturnType<ApiServer['save']>;
  readonly scheduler: Json;
}

export interface NodeOptions {
  readonly labels?: Record<string, string>;
  readonly spec?: KindMap['nodes']['spec'];
  readonly allocatable?: Record<string, string>;
  readonly images?: readonly { readonly names: readonly string[]; readonly sizeBytes: number }[];
}

export class SmallCluster {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  readonly scheduler: Scheduler;
  readonly records: JournalRecord[] = [];

  constructor(saved?: SavedSmallCluster, seed = 1) {
    this.kernel = new Kernel(seed);
    if (saved) this.kernel.restore(saved.kernel);
    this.server = new ApiServer(this.kernel, kinds, settings);
    if (saved) this.server.restore(saved.server);
    else {
      this.server.serving = true;
      this.server.storageUp = true;
      this.server.create('namespaces', { metadata: { name: 'default' } }, { actor: 'kube-apiserver' });
    }
    this.scheduler = new Scheduler(this.kernel, this.server, saved?.scheduler);
    this.kernel.addActor(this.scheduler);
  }

  /** A control plane node with its taint and two workers, each 2 cpu, 4Gi and 110 Pods. */
  static started(): SmallCluster {
    const cluster = new SmallCluster();
    const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
    cluster.addNode('master231', { spec: { taints } });
    cluster.addNode('worker232');
    cluster.addNode('worker233');
    cluster.scheduler.start();
    return cluster.run(0.1);
  }

  save(): SavedSmallCluster {
    const saved = { kernel: this.kernel.save(), server: this.server.save(), scheduler: this.scheduler.save() };
    return JSON.parse(JSON.stringify(saved)) as SavedSmallCluster;
  }

  run(seconds: number): this {
    this.kernel.runUntil(after(this.kernel.now, seconds * SECOND));
    this.records.push(...this.kernel.journal.take());
    return this;
  }

  addNode(name: string, { labels, spec = {}, allocatable, images = [] }: NodeOptions = {}): void {
    const metadata = { name, labels: { 'kubernetes.io/hostname': name, ...labels } };
    this.server.create('nodes', { metadata, spec }, { actor: 'kubelet' });
    const amounts = { cpu: '2', memory: '4Gi', pods: '110', 'ephemeral-storage': '100Gi', ...allocatable };
    const status = { capacity: amounts, allocatable: amounts, images };
    this.server.update('nodes', { metadata: { name }, status }, { actor: 'kubelet', subresource: 'status' });
  }

  /** Creates what a YAML manifest of one or more documents says, or replaces it where it exists. */
  apply(manifest: string): void {
    for (const document of manifest.split(/^---$/m)) this.#apply(parse(document) as KubeObject);
  }

  /** A Pod of one container; `spec` and `labels` are YAML flow maps without their braces. */
  addPod(name: string, spec = '', { labels = 'app: web', container = '' } = {}): void {
    const containers = `containers: [{name: main, image: 'nginx:1.27'${container && `, ${container}`}}]`;
    this.apply(
      `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {${labels}}}, spec: {${spec && `${spec}, `}${containers}}}`,
    );
  }

  pod(name: string): KindMap['pods'] | undefined {
    return this.server.store.get('pods', `default/${name}`);
  }

  nodeOf(name: string): string | undefined {
    return this.pod(name)?.spec?.nodeName;
  }

  /** The message of the Pod's condition PodScheduled. */
  message(name: string): string | undefined {
    return this.pod(name)?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  }

  events(name: string): string[] {
    return [...this.server.store.all('events')]
      .filter(({ involvedObject }) => involvedObject.name === name)
      .map(({ reason = '', message = '' }) => `${reason}: ${message}`);
  }

  #apply(object: KubeObject): void {
    const resource = kindByKind(object.apiVersion ?? '', object.kind ?? '');
    if (!resource) throw new Error(`not served: ${object.kind ?? ''}`);
    const { name = '' } = object.metadata ?? {};
    const path = kinds[resource].namespaced ? `default/${name}` : name;
    const verb = this.server.store.get(resource, path)
      ? ({ verb: 'update', name } as const)
      : ({ verb: 'create' } as const);
    const answer = handleRequest(this.server, 'person', { ...verb, resource, namespace: 'default', object });
    if (!answer.ok) throw new Error(answer.status.message);
  }
}
