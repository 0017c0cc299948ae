// Models cmd/kube-proxy/app/server.go and pkg/proxy/{iptables,ipvs,nftables}/proxier.go (v1.35): watches Services and
// EndpointSlices and writes its node's rules after them, at most once a second.
import type { EndpointSlice, Service } from '../api/generated/types.ts';
import { Informer, type SavedInformer } from '../api/informer.ts';
import type { ApiAccess } from '../api/api-access.ts';
import type { Change } from '../api/store.ts';
import { type Json, jsonEqual } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { MINUTE, type Micros, SECOND, toTimestamp } from '../kernel/time.ts';
import type { ComponentRef, HttpRequest, Served } from '../runtime/interfaces.ts';
import { hasModule } from '../runtime/kernel-modules.ts';
import type { Network } from './network.ts';
import type { ProxyPlace } from './node-rules.ts';
import { type ProxyConfig, proxyConfig } from './proxy-config.ts';
import { NO_SYNCS, type SyncTally, metricsText, withSync } from './proxy-metrics.ts';
import { failureOf, startLines } from './proxy-start-log.ts';
import { serviceOfSlice } from './services/endpoint.ts';
import { isProxied } from './services/service-port.ts';
import { syncDurationUs } from './sync-duration.ts';
import type { SyncPlan } from './sync-plan.ts';
import { type SavedRunner, SyncRunner } from './sync-runner.ts';

type SavedKubeProxy = {
  readonly config: ProxyConfig;
  readonly services: SavedInformer;
  readonly slices: SavedInformer;
  readonly runner: SavedRunner;
  readonly progress: Progress;
};

type Progress = {
  /** Revisions of the newest changes of both kinds that have arrived. */
  readonly servicesRevision: number;
  readonly slicesRevision: number;
  /** The record of the newest change that asked for the next sync; 0 when none did. */
  readonly cause: number;
  /** Whether both lists have arrived. */
  readonly initialized: boolean;
  /** When everything was last written anew. */
  readonly fullSyncUs?: Micros | undefined;
  /** The sync under way. */
  readonly plan?: PlannedSync | undefined;
  /** What the syncs so far have cost. */
  readonly tally: SyncTally;
};

type PlannedSync = SyncPlan & {
  readonly seenRevision: number;
  readonly cause: number;
  readonly isFull: boolean;
  readonly durationUs: number;
};

/** pkg/proxy/util, FullSyncPeriod: a sync though nothing has changed; ipvs looks oftener. */
const FULL_SYNC_PERIOD_US = 60 * MINUTE;
const IPVS_SYNC_PERIOD_US = 30 * SECOND;

const METRICS_PORT = 10_249;
const HEALTH_PORT = 10_256;

const ZONE_LABEL = 'topology.kubernetes.io/zone';

export class KubeProxy implements Actor {
  readonly id: string;
  readonly #kernel: Kernel;
  readonly #server: ApiAccess;
  readonly #network: Network;
  readonly #node: string;
  readonly #services: Informer<'services'>;
  readonly #slices: Informer<'endpointslices'>;
  readonly #runner: SyncRunner;
  #config: ProxyConfig;
  #failed = false;
  #progress: Progress = { servicesRevision: 0, slicesRevision: 0, cause: 0, initialized: false, tally: NO_SYNCS };

  constructor(kernel: Kernel, server: ApiAccess, network: Network, node: string, saved?: Json) {
    this.id = `kube-proxy/${node}`;
    this.#kernel = kernel;
    this.#server = server;
    this.#network = network;
    this.#node = node;
    this.#services = new Informer(kernel, server, this.id, 'services', (change) => this.#onService(change));
    this.#slices = new Informer(kernel, server, this.id, 'endpointslices', (change) => this.#onSlice(change));
    this.#config = proxyConfig('', server.settings);
    this.#runner = new SyncRunner(kernel, this.id, this.#timing(), {
      begin: () => this.#beginSync(),
      finish: () => this.#finishSync(),
    });
    if (saved !== undefined) this.#restore(saved as SavedKubeProxy);
  }

  /** With which it ended when it could not begin. */
  get exitCode(): number | undefined {
    return this.#failed ? 1 : undefined;
  }

  /** Begins its work; what it logs goes to `container` if it is known in which it runs. */
  start(container?: ComponentRef): void {
    const map = this.#server.get('configmaps', 'kube-system', 'kube-proxy');
    const file = map.ok ? map.object.data?.['config.conf'] : undefined;
    this.#config = proxyConfig(file ?? '', this.#server.settings);
    const failure = failureOf(this.#config, (name) => this.#hasModule(name));
    if (container) this.#log(container, startLines(this.#config, failure, this.#address, this.#kernel.now));
    this.#failed = failure !== undefined;
    if (failure?.kind !== 'unknown-mode') this.#cleanUp();
    if (this.#failed) return;
    this.#runner.timing = this.#timing();
    this.#services.start();
    this.#slices.start();
    this.#syncFirst();
  }

  /** What another mode has left behind goes first; but iptables and ipvs, who share tables, spare each other until then. */
  #cleanUp(): void {
    const { rules } = this.#network;
    const { mode } = this.#config.rules;
    const before = rules.inForce(this.#node)?.settings.mode;
    const isSpared = this.#failed && mode !== 'nftables' && before !== 'nftables';
    if (before !== mode && !isSpared) rules.forget(this.#node);
  }

  handle(type: string, payload: Json): void {
    if (this.#runner.handle(type)) return;
    if (this.#services.handle(type, payload) || this.#slices.handle(type, payload)) this.#syncFirst();
  }

  /** Its mode, whether it is well, and what its syncs cost. */
  serve(port: number, { path }: HttpRequest): Served | undefined {
    const [name = ''] = path.slice(1).split('?');
    if (port === METRICS_PORT) {
      if (name === 'proxyMode') return plainAnswer(this.#config.rules.mode);
      if (name === 'metrics') return plainAnswer(this.#metrics());
      return name === 'healthz' ? plainAnswer('ok') : undefined;
    }
    if (port !== HEALTH_PORT || (name !== 'healthz' && name !== 'livez')) return undefined;
    const currentTime = toTimestamp(this.#kernel.now);
    const synced = this.#network.rules.inForce(this.#node)?.syncedUs;
    const family = { lastUpdated: synced === undefined ? currentTime : toTimestamp(synced), healthy: true };
    const eligible = name === 'healthz' ? { nodeEligible: true } : {};
    const status = { IPv4: family, IPv6: family };
    return plainAnswer(JSON.stringify({ lastUpdated: currentTime, currentTime, ...eligible, healthy: true, status }));
  }

  #metrics(): string {
    const { rules } = this.#network;
    const table = rules.table(this.#node);
    const written = table?.mode === 'iptables' ? table : undefined;
    return metricsText(this.#progress.tally, written, rules.inForce(this.#node)?.syncedUs);
  }

  save(): Json {
    const saved: SavedKubeProxy = {
      config: this.#config,
      services: this.#services.save(),
      slices: this.#slices.save(),
      runner: this.#runner.save(),
      progress: this.#progress,
    };
    return saved;
  }

  #restore(saved: SavedKubeProxy): void {
    this.#config = saved.config;
    this.#runner.timing = this.#timing();
    this.#services.restore(saved.services);
    this.#slices.restore(saved.slices);
    this.#runner.restore(saved.runner);
    this.#progress = saved.progress;
  }

  #onService(change: Change<Service>): void {
    this.#progress = { ...this.#progress, servicesRevision: change.revision };
    if (!isProxied(change.object) && !(change.previous && isProxied(change.previous))) return;
    if (change.type !== 'modified' || !sameService(change.object, change.previous)) this.#requestSync();
  }

  #onSlice(change: Change<EndpointSlice>): void {
    this.#progress = { ...this.#progress, slicesRevision: change.revision };
    const service = serviceOfSlice(change.object);
    const before = change.previous && serviceOfSlice(change.previous);
    if (service === undefined && before === undefined) return;
    if (change.type !== 'modified' || !sameSlice(change.object, change.previous)) this.#requestSync();
  }

  #requestSync(): void {
    this.#progress = { ...this.#progress, cause: this.#kernel.cause };
    if (this.#progress.initialized) this.#runner.request();
  }

  /** The first sync waits until both lists have arrived. */
  #syncFirst(): void {
    if (this.#progress.initialized || !this.#services.synced || !this.#slices.synced) return;
    this.#progress = { ...this.#progress, initialized: true };
    this.#runner.request();
  }

  #beginSync(): number {
    const { servicesRevision, slicesRevision, fullSyncUs } = this.#progress;
    const full = fullSyncUs === undefined || this.#kernel.now - fullSyncUs > FULL_SYNC_PERIOD_US;
    const plan = this.#network.rules.plan(this.#place(full), {
      id: `${servicesRevision}/${slicesRevision}`,
      services: this.#services.all(),
      slices: this.#slices.all(),
    });
    const seenRevision = Math.max(servicesRevision, slicesRevision);
    const cause = this.#progress.cause || this.#kernel.cause;
    const durationUs = syncDurationUs(this.#config.rules.mode, plan);
    this.#progress = {
      ...this.#progress,
      cause: 0,
      fullSyncUs: full ? this.#kernel.now : fullSyncUs,
      plan: { ...plan, seenRevision, cause, isFull: full, durationUs },
    };
    return durationUs;
  }

  #place(full: boolean): ProxyPlace {
    const node = this.#server.get('nodes', '', this.#node);
    return {
      node: this.#node,
      addresses: [this.#address],
      zone: (node.ok && node.object.metadata?.labels?.[ZONE_LABEL]) || '',
      settings: this.#config.rules,
      full,
      now: this.#kernel.now,
    };
  }

  #finishSync(): void {
    const { plan } = this.#progress;
    if (!plan) throw new Error(`${this.id}: no sync is under way`);
    const { services, endpoints, rules, changed, seenRevision } = plan;
    const counts = { services, endpoints, rules, changed, seenRevision };
    const record = { type: 'rules-synced', node: this.#node, mode: this.#config.rules.mode, ...counts } as const;
    const seq = this.#kernel.record(this.id, record, plan.cause);
    this.#network.rules.commit(this.#node, this.#kernel.now, seq);
    const tally = withSync(this.#progress.tally, plan.durationUs, plan.isFull);
    this.#progress = { ...this.#progress, plan: undefined, tally };
  }

  #timing() {
    const { rules, minSyncPeriodUs } = this.#config;
    const maxIntervalUs = rules.mode === 'ipvs' ? IPVS_SYNC_PERIOD_US : FULL_SYNC_PERIOD_US;
    return { minIntervalUs: minSyncPeriodUs, maxIntervalUs };
  }

  get #address(): string {
    return this.#network.runtime.machineIp(this.#node) ?? '';
  }

  #hasModule(name: string): boolean {
    const { runtime } = this.#network;
    return hasModule({ read: (path) => runtime.readFile(this.#node, path) }, name);
  }

  #log({ node, podUid, namespace, pod, container }: ComponentRef, lines: readonly string[]): void {
    const ref = { node, podUid, namespace, pod, container };
    for (const text of lines) {
      this.#kernel.record(this.id, { type: 'log-written', stream: 'stderr', text, ...ref });
    }
  }
}

function plainAnswer(body: string): Served {
  return { response: { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body } };
}

function sameService(a: Service, b: Service | undefined): boolean {
  return (
    isProxied(a) === (b !== undefined && isProxied(b)) &&
    jsonEqual(a.spec, b?.spec) &&
    jsonEqual(a.status?.loadBalancer, b?.status?.loadBalancer)
  );
}

function sameSlice(a: EndpointSlice, b: EndpointSlice | undefined): boolean {
  return (
    b !== undefined &&
    serviceOfSlice(a) === serviceOfSlice(b) &&
    jsonEqual(a.endpoints, b.endpoints) &&
    jsonEqual(a.ports, b.ports)
  );
}
