// Models CoreDNS (v1.13): answers, as its Corefile says, from what its own watches have brought it of Services,
// EndpointSlices and namespaces. Names outside the cluster do not exist.
import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ObjectStore } from '../../api/store.ts';
import { Informer, type SavedInformer } from '../../api/informer.ts';
import type { ApiAccess } from '../../api/api-access.ts';
import type { Json } from '../../kernel/json.ts';
import type { Actor, Kernel } from '../../kernel/kernel.ts';
import { SECOND } from '../../kernel/time.ts';
import { objectKey } from '../../api/resources.ts';
import type { HttpRequest, Served } from '../../runtime/interfaces.ts';
import { type ClusterIndex, indexOf } from './cluster-index.ts';
import { type ClusterView, answerFromZone } from './cluster-zone.ts';
import { type Question, type Reply, bare } from './message.ts';
import type { DnsPlace, NameServer, NameServers } from './name-servers.ts';
import { queryLine } from './query-log.ts';
import {
  type DnsConfig,
  type DnsServerConfig,
  type HostsConfig,
  type KubernetesConfig,
  dnsConfig,
  isWithin,
  rewritten,
  serverFor,
} from './server-config.ts';

type SavedCoreDns = {
  readonly services: SavedInformer;
  readonly slices: SavedInformer;
  readonly namespaces: SavedInformer;
  readonly progress: Progress;
};

type Progress = {
  /** Whether it has said that it answers now. */
  readonly announced: boolean;
  /** The Corefile in force. */
  readonly corefile: string;
};

/** What kubeadm writes, as far as it decides answers; in force where no ConfigMap says otherwise. */
const COREFILE = `.:53 {
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       ttl 30
    }
    forward . /etc/resolv.conf
}
`;
/** plugin/reload looks at its file so often. */
const RELOAD_US = 30 * SECOND;
const CLIENT_PORTS = { low: 32_768, high: 60_999 } as const;
const SERVICE_TIME_US = { low: 80, high: 300 } as const;
const READY_PORT = 8181;
/** It answers from then on, though it may know nothing yet. */
const SYNC_PATIENCE_US = 5 * SECOND;
const VERSION = ['CoreDNS-1.13.1', 'linux/amd64, go1.25.2, 1db4568'];
const UNSYNCED = '[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API';

export class CoreDns implements Actor, NameServer {
  readonly id: string;
  readonly place: DnsPlace;
  readonly #kernel: Kernel;
  readonly #servers: NameServers;
  readonly #store: ObjectStore;
  readonly #services: Informer<'services'>;
  readonly #slices: Informer<'endpointslices'>;
  readonly #namespaces: Informer<'namespaces'>;
  readonly #view: ClusterView;
  #progress: Progress = { announced: false, corefile: COREFILE };
  #config: DnsConfig = dnsConfig(COREFILE);
  #index: ClusterIndex | undefined;

  constructor(kernel: Kernel, server: ApiAccess, servers: NameServers, place: DnsPlace, saved?: Json) {
    this.id = coreDnsId(place);
    this.place = place;
    this.#kernel = kernel;
    this.#servers = servers;
    this.#store = server.store;
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

  /** 1 when its Corefile is none. */
  get exitCode(): number | undefined {
    return this.#config.ok ? undefined : 1;
  }

  start(): void {
    this.#setCorefile(this.#readCorefile());
    if (!this.#config.ok) {
      this.#log([this.#config.error]);
      return;
    }
    if (this.#config.reloads) this.#kernel.schedule(this.id, RELOAD_US, 'reload');
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
    if (type === 'reload') {
      this.#reload();
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
  answer(question: Question, askerIp?: string): Reply | undefined {
    if (!this.#progress.announced || !this.#config.ok) return undefined;
    const asked = { ...question, name: question.name.toLowerCase() };
    const server = serverFor(this.#config.servers, asked.name);
    if (!server) return bare('REFUSED');
    const reply = this.#answerAs(server, asked);
    if (server.logs && askerIp !== undefined) this.#logQuery(askerIp, asked, reply);
    return reply;
  }

  /** The plugins in the order in which CoreDNS calls them. */
  #answerAs({ rewrites, hosts, kubernetes, forward }: DnsServerConfig, asked: Question): Reply {
    const question = { ...asked, name: rewritten(asked.name, rewrites) };
    const reply =
      (hosts && answerFromHosts(hosts, question)) ??
      (kubernetes && this.#answerFromCluster(kubernetes, question)) ??
      bare(forward ? 'NXDOMAIN' : 'SERVFAIL');
    return question.name === asked.name ? reply : renamed(reply, question.name, asked.name);
  }

  #answerFromCluster({ zones, ...settings }: KubernetesConfig, question: Question): Reply | undefined {
    const zone = zones.find((each) => isWithin(question.name, each));
    if (zone === undefined) return undefined;
    if (!this.#synced) return bare('SERVFAIL');
    const [forward = zone] = zones.filter((each) => !each.endsWith('.arpa'));
    return answerFromZone(zone.endsWith('.arpa') ? forward : zone, this.#view, question, settings);
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
    this.#config = dnsConfig(saved.progress.corefile);
  }

  /** What the ConfigMap of its Pods holds now. */
  #readCorefile(): string {
    const { namespace } = this.place;
    return this.#store.get('configmaps', objectKey(namespace, 'coredns'))?.data?.['Corefile'] ?? COREFILE;
  }

  #setCorefile(corefile: string): void {
    this.#progress = { ...this.#progress, corefile };
    this.#config = dnsConfig(corefile);
  }

  /** Models plugin/reload: a Corefile that is none leaves the old one in force. */
  #reload(): void {
    this.#kernel.schedule(this.id, RELOAD_US, 'reload');
    const text = this.#readCorefile();
    if (text === this.#progress.corefile) return;
    const config = dnsConfig(text);
    this.#log(['[INFO] Reloading']);
    if (!config.ok) {
      this.#log([`[ERROR] Restart failed: ${config.error}`]);
      return;
    }
    this.#setCorefile(text);
    this.#log([...this.#hashLines(), '[INFO] Reloading complete']);
  }

  #hashLines(): readonly string[] {
    if (!this.#config.ok || !this.#config.reloads) return [];
    const hash = bytesToHex(sha512(utf8ToBytes(this.#progress.corefile)));
    return [`[INFO] plugin/reload: Running configuration SHA512 = ${hash}`];
  }

  #logQuery(ip: string, question: Question, reply: Reply): void {
    const random = this.#kernel.random(this.id);
    const asker = { ip, port: random.int(CLIENT_PORTS.low, CLIENT_PORTS.high), id: random.int(0, 65_535) };
    this.#log([queryLine(asker, question, reply, random.int(SERVICE_TIME_US.low, SERVICE_TIME_US.high))]);
  }

  #log(lines: readonly string[]): void {
    for (const text of lines)
      this.#kernel.record(this.id, { type: 'log-written', stream: 'stdout', text, ...this.place });
  }

  #announceWhenReady(): void {
    if (this.#synced) this.#announce();
  }

  #announce(): void {
    if (this.#progress.announced) return;
    this.#progress = { ...this.#progress, announced: true };
    const servers = this.#config.ok ? this.#config.servers : [];
    const listening = servers.map(({ zone, port }) => `${zone}.:${port}`);
    this.#log([...(this.#synced ? [] : [UNSYNCED]), ...listening, ...this.#hashLines(), ...VERSION]);
  }

  #indexed(): ClusterIndex {
    return (this.#index ??= indexOf(this.#services.all(), this.#slices.all()));
  }
}

/** Undefined when the question goes on to the next plugin. */
function answerFromHosts({ addresses, ttlSeconds, fallsThrough }: HostsConfig, question: Question): Reply | undefined {
  const known = addresses.get(question.name);
  if (!known) return fallsThrough ? undefined : bare('NXDOMAIN');
  const answers = known.map((data) => ({ name: question.name, type: 'A' as const, ttlSeconds, data }));
  return { ...bare('NOERROR'), answers: question.type === 'A' ? answers : [] };
}

/** A reply to a rewritten question is one to the question as it was asked. */
function renamed(reply: Reply, from: string, to: string): Reply {
  return {
    ...reply,
    answers: reply.answers.map((record) => (record.name === from ? { ...record, name: to } : record)),
  };
}

/** Of the server in a Pod: there may be several on one machine. */
export function coreDnsId({ namespace, pod }: Pick<DnsPlace, 'namespace' | 'pod'>): string {
  return `coredns/${namespace}/${pod}`;
}
