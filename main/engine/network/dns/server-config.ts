// What the plugins of a Corefile make of a server: which names it knows, from where, and what it says besides.
import { parseIp } from '../cidr.ts';
import { type PluginBlock, type ServerBlock, parsingError, readCorefile } from './corefile.ts';

/** One server of the process, for one zone; the root is ``. */
export interface DnsServerConfig {
  readonly zone: string;
  readonly port: number;
  readonly kubernetes: KubernetesConfig | undefined;
  readonly hosts: HostsConfig | undefined;
  readonly rewrites: readonly NameRewrite[];
  /** To whom it turns with names it does not know; undefined when to nobody. */
  readonly forward: readonly string[] | undefined;
  readonly logs: boolean;
}

export interface KubernetesConfig {
  /** In small letters and without the last dot; for addresses `in-addr.arpa`. */
  readonly zones: readonly string[];
  readonly ttlSeconds: number;
  /** Whether names of Pods are answered: all of them, or none. */
  readonly pods: boolean;
}

export interface HostsConfig {
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  readonly ttlSeconds: number;
  readonly fallsThrough: boolean;
}

/** `rewrite name`: a question for one name is one for another. */
export interface NameRewrite {
  readonly kind: 'exact' | 'prefix' | 'suffix';
  readonly from: string;
  readonly to: string;
}

export type DnsConfig =
  | { readonly ok: true; readonly servers: readonly DnsServerConfig[]; readonly reloads: boolean }
  | { readonly ok: false; readonly error: string };

const KUBERNETES_TTL = 5;
const HOSTS_TTL = 3_600;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1)(:53)?$/;

/** What this Corefile makes of CoreDNS, or what it says before it ends. */
export function dnsConfig(text: string): DnsConfig {
  const read = readCorefile(text);
  if (!read.ok) return read;
  const error = read.blocks.flatMap(({ plugins }) => plugins.flatMap((plugin) => faultOf(plugin) ?? []))[0];
  if (error !== undefined) return { ok: false, error };
  const loop = read.blocks.find(isLoop);
  if (loop) return { ok: false, error: loopError(loop) };
  const servers = read.blocks.flatMap((block) => block.zones.map((zone) => serverConfig(zone, block)));
  const reloads = read.blocks.some(({ plugins }) => plugins.some(({ name }) => name === 'reload'));
  return { ok: true, servers, reloads };
}

/** The server that is asked for a name: that of the longest zone. */
export function serverFor(servers: readonly DnsServerConfig[], name: string): DnsServerConfig | undefined {
  const fitting = servers.filter(({ zone }) => isWithin(name, zone));
  return fitting.sort((a, b) => b.zone.length - a.zone.length)[0];
}

export function isWithin(name: string, zone: string): boolean {
  return zone === '' || name === zone || name.endsWith(`.${zone}`);
}

/** The name to which a question is rewritten by the first rule that fits. */
export function rewritten(name: string, rules: readonly NameRewrite[]): string {
  for (const { kind, from, to } of rules) {
    if (kind === 'exact' && name === from) return to;
    if (kind === 'prefix' && name.startsWith(from)) return to + name.slice(from.length);
    if (kind === 'suffix' && name.endsWith(from)) return name.slice(0, name.length - from.length) + to;
  }
  return name;
}

function serverConfig(zone: string, { port, plugins }: ServerBlock): DnsServerConfig {
  const find = (name: string) => plugins.find((plugin) => plugin.name === name);
  const [kubernetes, hosts, forward] = [find('kubernetes'), find('hosts'), find('forward')];
  return {
    zone,
    port,
    kubernetes: kubernetes && kubernetesConfig(kubernetes, zone),
    hosts: hosts && hostsConfig(hosts),
    rewrites: plugins.flatMap((plugin) => (plugin.name === 'rewrite' ? (rewriteOf(plugin.args) ?? []) : [])),
    forward: forward?.args.slice(1),
    logs: find('log') !== undefined,
  };
}

function kubernetesConfig({ args, entries }: PluginBlock, zone: string): KubernetesConfig {
  const entry = (name: string) => entries.find((each) => each.name === name)?.args[0];
  return {
    zones: (args.length > 0 ? args : [zone]).map(zoneText),
    ttlSeconds: Number(entry('ttl') ?? KUBERNETES_TTL),
    pods: (entry('pods') ?? 'disabled') !== 'disabled',
  };
}

function hostsConfig({ entries }: PluginBlock): HostsConfig {
  const addresses = new Map<string, readonly string[]>();
  for (const { name: ip, args } of entries) {
    if (parseIp(ip) === undefined) continue;
    for (const host of args.map(zoneText)) addresses.set(host, [...(addresses.get(host) ?? []), ip]);
  }
  const ttl = entries.find(({ name }) => name === 'ttl')?.args[0];
  const fallsThrough = entries.some(({ name }) => name === 'fallthrough');
  return { addresses, ttlSeconds: Number(ttl ?? HOSTS_TTL), fallsThrough };
}

/** `rewrite [stop|continue] name [exact|prefix|suffix] FROM TO`. */
function rewriteOf(args: readonly string[]): NameRewrite | undefined {
  const [kind, ...rest] = args[0] === 'stop' || args[0] === 'continue' ? args.slice(1) : args;
  if (kind !== 'name') return undefined;
  const [first = '', second = '', third = ''] = rest;
  if (first === 'exact' || first === 'prefix' || first === 'suffix')
    return { kind: first, from: zoneText(second), to: zoneText(third) };
  return rest.length === 2 ? { kind: 'exact', from: zoneText(first), to: zoneText(second) } : undefined;
}

const zoneText = (text: string) => text.toLowerCase().replace(/\.$/, '');

/** What CoreDNS says of a plugin that it cannot set up. */
function faultOf({ name, args, line, entries }: PluginBlock): string | undefined {
  const misread = (at: number, word: string) =>
    `plugin/${name}: ${parsingError(at, `Wrong argument count or unexpected line ending after '${word}'`)}`;
  if (name === 'forward' && args.length < 2) return misread(line, args[0] ?? 'forward');
  if (name !== 'kubernetes') return undefined;
  const bare = entries.find((entry) => (entry.name === 'ttl' || entry.name === 'pods') && entry.args.length === 0);
  if (bare) return misread(bare.line, bare.name);
  const ttl = entries.find((entry) => entry.name === 'ttl');
  if (ttl && !/^\d+$/.test(ttl.args[0] ?? '')) {
    return `plugin/kubernetes: strconv.Atoi: parsing "${ttl.args[0] ?? ''}": invalid syntax`;
  }
  const unknown = entries.find((entry) => !KUBERNETES_OPTIONS.has(entry.name));
  return unknown && `plugin/kubernetes: ${parsingError(unknown.line, `unknown property '${unknown.name}'`)}`;
}

const KUBERNETES_OPTIONS = new Set(
  (
    'endpoint tls kubeconfig namespaces labels pods endpoint_pod_names ttl noendpoints fallthrough ignore transfer ' +
    'namespace_labels apiserver_qps apiserver_burst apiserver_max_inflight multicluster startup_timeout'
  ).split(' '),
);

/** Whether questions that it does not know come back to the server itself, and it looks for that. */
function isLoop({ plugins }: ServerBlock): boolean {
  const forward = plugins.find(({ name }) => name === 'forward');
  return plugins.some(({ name }) => name === 'loop') && forward?.args.slice(1).some((to) => LOOPBACK.test(to)) === true;
}

function loopError({ zones, port }: ServerBlock): string {
  const zone = `${zones[0] ?? ''}.`;
  const query = 'HINFO 4547991504243258144.3688648895315093531.';
  const help = 'see https://coredns.io/plugins/loop#troubleshooting';
  return `[FATAL] plugin/loop: Loop (127.0.0.1:42381 -> :${port}) detected for zone "${zone}", ${help}. Query: "${query}"`;
}
