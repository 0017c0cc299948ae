// Models CoreDNS (v1.13) as kubeadm sets it up: answers from what its own watches have brought it of Services,
// EndpointSlices and namespaces. Names outside the cluster's zone do not exist.
import type { EndpointSlice } from '../../api/generated/types.ts';
import { Informer, type SavedInformer } from '../../api/informer.ts';
import type { ApiServer } from '../../api/server.ts';
import type { Json } from '../../kernel/json.ts';
import type { Actor, Kernel } from '../../kernel/kernel.ts';
import { SECOND } from '../../kernel/time.ts';
import type { HttpRequest, Served } from '../../runtime/interfaces.ts';
import { type ClusterView, type Owner, answerFromZone } from './cluster-zone.ts';
import { type Question, type Reply, bare } from './message.ts';
import type { DnsPlace, NameServer, NameServers } from './name-servers.ts';
import { isNamed } from './targets.ts';

type SavedCoreDns = {
  readonly services: SavedInformer;
  readonly slices: SavedInformer;
  readonly namespaces: SavedInformer;
  readonly progress: Progress;
};

type Progress = {
  /** Whether it has said that it answers now. */
  readonly announced: boolean;
};

const ZONE = 'cluster.local';
const READY_PORT = 8181;
const SERVICE_NAME = 'kubernetes.io/service-name';
/** It answers from then on, though it may know nothing yet. */
const SYNC_PATIENCE_US = 5 * SECOND;
const STARTED = ['.:53', 'CoreDNS-1.13.1', 'linux/amd64, go1.25.2, 1db4568'];
const UNSYNCED = '[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API';

/** What is looked up by more than a name; made anew after every change. */
interface Index {
  readonly slices: ReadonlyMap<string, readonly EndpointSlice[]>;
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
}

export class CoreDns implements Actor, NameServer {
  readonly id: string;
  readonly place: DnsPlace;
  readonly #kernel: Kernel;
  readonly #servers: NameServers;
  readonly #services: Informer<'services'>;
  readonly #slices: Informer<'endpointslices'>;
  readonly #namespaces: Informer<'namespaces'>;
  readonly #view: ClusterView;
  #progress: Progress = { announced: false };
  #index: Index | undefined;

  constructor(kernel: Kernel, server: ApiServer, servers: NameServers, place: DnsPlace, saved?: Json) {
    this.id = coreDnsId(place);
    this.place = place;
    this.#kernel = kernel;
    this.#servers = servers;
    const changed = () => {
      this.#index = undefined;
    };
    this.#services = new Informer(kernel, server, this.id, 'services', changed);
    this.#slices = new Informer(kernel, server, this.id, 'endpointslices', changed);
    this.#namespaces = new Informer(kernel, server, this.id, 'namespaces', changed);
    this.#view = {
      hasNamespace: (name) => this.#namespaces.get('', name) !== undefined,
      service: (namespace, name) => this.#services.get(namespace, name),
      slicesOf: (namespace, service) => this.#indexed().slices.get(`${namespace}/${service}`) ?? [],
      ownersOf: (ip) => this.#indexed().owners.get(ip) ?? [],
    };
    if (saved !== undefined) this.#restore(saved as SavedCoreDns);
    servers.add(this);
  }

  start(): void {
    this.#services.start();
    this.#slices.start();
    this.#namespaces.start();
    this.#kernel.schedule(this.id, SYNC_PATIENCE_US, 'announce');
    this.#announceWhenReady();
  }

  stop(): void {
    this.#servers.remove(this);
  }

  handle(type: string, payload: Json): void {
    if (type === 'announce') {
      this.#announce();
      return;
    }
    for (const informer of [this.#services, this.#slices, this.#namespaces]) {
      if (!informer.handle(type, payload)) continue;
      // What a new list tells is no change of an object.
      this.#index = undefined;
      this.#announceWhenReady();
      return;
    }
  }

  /** Undefined while it does not answer at all: it waits a moment for the API server first. */
  answer(question: Question): Reply | undefined {
    if (!this.#progress.announced) return undefined;
    const asked = { ...question, name: question.name.toLowerCase() };
    const isOwn = asked.name === ZONE || asked.name.endsWith(`.${ZONE}`);
    if (isOwn && !this.#synced) return bare('SERVFAIL');
    return answerFromZone(ZONE, this.#view, asked) ?? bare('NXDOMAIN');
  }

  /** Health and readiness: it is ready once it knows the cluster. */
  serve(port: number, { path }: HttpRequest): Served | undefined {
    const isReadiness = port === READY_PORT && path.startsWith('/ready');
    if (!isReadiness && !path.startsWith('/health')) return undefined;
    const [status, body] = !isReadiness || this.#synced ? [200, 'OK'] : [503, 'kubernetes'];
    return { response: { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body } };
  }

  save(): Json {
    const saved: SavedCoreDns = {
      services: this.#services.save(),
      slices: this.#slices.save(),
      namespaces: this.#namespaces.save(),
      progress: this.#progress,
    };
    return saved;
  }

  get #synced(): boolean {
    return this.#services.synced && this.#slices.synced && this.#namespaces.synced;
  }

  #restore(saved: SavedCoreDns): void {
    this.#services.restore(saved.services);
    this.#slices.restore(saved.slices);
    this.#namespaces.restore(saved.namespaces);
    this.#progress = saved.progress;
  }

  #announceWhenReady(): void {
    if (this.#synced) this.#announce();
  }

  #announce(): void {
    if (this.#progress.announced) return;
    this.#progress = { announced: true };
    const lines = this.#synced ? STARTED : [UNSYNCED, ...STARTED];
    for (const text of lines)
      this.#kernel.record(this.id, { type: 'log-written', stream: 'stdout', text, ...this.place });
  }

  #indexed(): Index {
    return (this.#index ??= this.#makeIndex());
  }

  #makeIndex(): Index {
    const slices = new Map<string, EndpointSlice[]>();
    const owners = new Map<string, Owner[]>();
    const own = (ip: string, owner: Owner) => owners.set(ip, [...(owners.get(ip) ?? []), owner]);
    for (const { metadata, spec } of this.#services.all()) {
      const ip = spec?.clusterIP ?? '';
      if (/\d/.test(ip)) own(ip, { namespace: metadata?.namespace ?? '', service: metadata?.name ?? '' });
    }
    for (const slice of this.#slices.all()) {
      const service = slice.metadata?.labels?.[SERVICE_NAME];
      if (!service || slice.addressType !== 'IPv4') continue;
      const namespace = slice.metadata.namespace ?? '';
      const key = `${namespace}/${service}`;
      slices.set(key, [...(slices.get(key) ?? []), slice]);
      for (const endpoint of slice.endpoints ?? []) {
        const [ip = ''] = endpoint.addresses;
        // Only endpoints that were given names are told by them.
        if (isNamed(endpoint) && endpoint.hostname) own(ip, { namespace, service, host: endpoint.hostname });
      }
    }
    return { slices, owners };
  }
}

/** Of the server in a Pod: there may be several on one machine. */
export function coreDnsId({ namespace, pod }: Pick<DnsPlace, 'namespace' | 'pod'>): string {
  return `coredns/${namespace}/${pod}`;
}
