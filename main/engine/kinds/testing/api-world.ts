// An API server in a kernel, for tests of the actors around it: some of them are real, tests play everybody else.
import { parse } from 'yaml';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { handleRequest } from '../../api/request.ts';
import type { ClusterSettings, KindMap, ResourceName } from '../../api/resources.ts';
import { ApiServer } from '../../api/server.ts';
import type { Json } from '../../kernel/json.ts';
import type { JournalRecord } from '../../kernel/journal.ts';
import { type Actor, Kernel } from '../../kernel/kernel.ts';
import { SECOND, after } from '../../kernel/time.ts';
import { admission } from '../admission/chain.ts';
import { customKind } from '../custom-resource/definition.ts';
import { kindByKind, kinds } from '../registry.ts';

const settings: ClusterSettings = {
  clusterName: 'kubernetes',
  apiServerAddress: '10.0.0.231:6443',
  serviceCidr: '10.200.0.0/16',
  podCidr: '10.100.0.0/16',
  nodePorts: { low: 30000, high: 32767 },
};

export interface SavedApiWorld {
  readonly kernel: ReturnType<Kernel['save']>;
  readonly server: ReturnType<ApiServer['save']>;
  readonly actor: Json;
}

export interface NodeOptions {
  readonly labels?: Record<string, string>;
  readonly spec?: KindMap['nodes']['spec'];
  readonly status?: KindMap['nodes']['status'];
}

export class ApiWorld<A extends Actor & { start(): void }> {
  readonly kernel = new Kernel(1);
  readonly server: ApiServer;
  /** The one that is real. */
  readonly actor: A;
  /** Everything since the beginning, or since the restore. */
  readonly records: JournalRecord[] = [];

  /** `make` makes the actor, anew or from its saved state; `saved` is a whole world. */
  constructor(make: (kernel: Kernel, server: ApiServer, saved?: Json) => A, saved?: SavedApiWorld) {
    if (saved) this.kernel.restore(saved.kernel);
    this.server = new ApiServer(this.kernel, kinds, settings, customKind, admission);
    if (saved) this.server.restore(saved.server);
    else this.#bringUp();
    this.actor = make(this.kernel, this.server, saved?.actor);
    this.kernel.addActor(this.actor);
  }

  /** Starts the actor, and lets it fill its caches. */
  start(): this {
    this.actor.start();
    return this.run(0.1);
  }

  run(seconds: number): this {
    this.kernel.runUntil(after(this.kernel.now, seconds * SECOND));
    this.records.push(...this.kernel.journal.take());
    return this;
  }

  /** The whole, as it comes back from a file. */
  save(): SavedApiWorld {
    const saved = { kernel: this.kernel.save(), server: this.server.save(), actor: this.actor.save() };
    return JSON.parse(JSON.stringify(saved)) as SavedApiWorld;
  }

  /** Creates what a YAML manifest of one or more documents says, or replaces it where it exists; throws refusals. */
  apply(manifest: string): void {
    for (const document of manifest.split(/^---$/m)) this.#apply(parse(document) as KubeObject);
  }

  /** A node of 2 cpu, 4Gi and 110 Pods. */
  addNode(name: string, { labels, spec = {}, status }: NodeOptions = {}): void {
    const metadata = { name, labels: { 'kubernetes.io/hostname': name, ...labels } };
    this.server.create('nodes', { metadata, spec }, { actor: 'kubelet' });
    const amounts = { cpu: '2', memory: '4Gi', pods: '110', 'ephemeral-storage': '100Gi' };
    const full = { capacity: amounts, allocatable: amounts, ...status };
    this.server.update('nodes', { metadata: { name }, status: full }, { actor: 'kubelet', subresource: 'status' });
  }

  /** `path` is `namespace/name`, or the name of what has no namespace. */
  get<R extends ResourceName>(resource: R, path: string): KindMap[R] | undefined {
    return this.server.store.get(resource, path);
  }

  all<R extends ResourceName>(resource: R): KindMap[R][] {
    return [...this.server.store.all(resource)];
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

  #apply(object: KubeObject): void {
    const resource = kindByKind(object.apiVersion ?? '', object.kind ?? '');
    if (!resource) throw new Error(`not served: ${object.kind ?? ''}`);
    const { name = '', namespace = 'default' } = object.metadata ?? {};
    const exists = this.get(resource, kinds[resource].namespaced ? `${namespace}/${name}` : name) !== undefined;
    const verb = exists ? ({ verb: 'update', name } as const) : ({ verb: 'create' } as const);
    const answer = handleRequest(this.server, 'person', { ...verb, resource, namespace, object });
    if (!answer.ok) throw new Error(answer.status.message);
  }
}
