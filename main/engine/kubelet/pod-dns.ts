// Models pkg/kubelet/network/dns/dns.go (v1.35): which name servers a Pod asks, and what it puts behind short names.
import type { Pod, PodDNSConfigOption, PodSpec } from '../api/generated/types.ts';
import { parseResolvConf } from '../runtime/names/resolv-conf.ts';
import { kubeletConfig } from './config-file.ts';
import { namespaceOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';

interface DnsSettings {
  readonly servers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

const HOST_FILE = '/etc/resolv.conf';
/** Where kubeadm has the cluster's name server: the tenth address of the Services. */
const SERVER_OFFSET = 10;

/** Tells the machine where the cluster's name server is, as the kubelet's own configuration says. */
export function learnClusterDns({ machine, server }: KubeletServices): void {
  const { clusterDNS, clusterDomain } = kubeletConfig(machine);
  const address = Array.isArray(clusterDNS) && clusterDNS.length > 0 ? String(clusterDNS[0]) : undefined;
  machine.setClusterDns({
    server: address ?? tenthAddress(server.settings.serviceCidr),
    domain: typeof clusterDomain === 'string' ? clusterDomain : 'cluster.local',
  });
}

/** The whole of /etc/resolv.conf of a Pod that is not simply sent to the cluster's name server; otherwise undefined. */
export function ownResolvConf(services: KubeletServices, pod: Pod): string | undefined {
  const { spec = { containers: [] } } = pod;
  const policy = policyOf(spec);
  if (policy === 'ClusterFirst' && !spec.dnsConfig) return undefined;
  const { servers, searches, options } = withConfig(settingsOf(services, policy, namespaceOf(pod)), spec);
  const lines = [
    searches.length > 0 ? `search ${searches.join(' ')}\n` : '',
    ...servers.map((server) => `nameserver ${server}\n`),
    options.length > 0 ? `options ${options.join(' ')}\n` : '',
  ];
  return lines.join('');
}

/** On their machine's network only those ask the cluster's name server that say so. */
function policyOf({ dnsPolicy, hostNetwork }: PodSpec): 'ClusterFirst' | 'Default' | 'None' {
  if (dnsPolicy === 'None' || dnsPolicy === 'Default') return dnsPolicy;
  return dnsPolicy !== 'ClusterFirstWithHostNet' && hostNetwork === true ? 'Default' : 'ClusterFirst';
}

function settingsOf({ machine }: KubeletServices, policy: string, namespace: string): DnsSettings {
  if (policy === 'None') return { servers: [], searches: [], options: [] };
  const host = parseResolvConf(machine.disk.read(HOST_FILE) ?? '');
  if (policy === 'Default' || !machine.clusterDns) return host;
  const { server, domain } = machine.clusterDns;
  const own = [`${namespace}.svc.${domain}`, `svc.${domain}`, domain];
  return { servers: [server], searches: unique([...own, ...host.searches]), options: ['ndots:5'] };
}

function withConfig({ servers, searches, options }: DnsSettings, { dnsConfig }: PodSpec): DnsSettings {
  return {
    servers: unique([...servers, ...(dnsConfig?.nameservers ?? [])]),
    searches: unique([...searches, ...(dnsConfig?.searches ?? [])]),
    options: mergeOptions(options, dnsConfig?.options ?? []),
  };
}

/** The Pod's own options replace those of the same name. */
function mergeOptions(given: readonly string[], own: readonly PodDNSConfigOption[]): readonly string[] {
  const merged = new Map(given.map((option) => [option.split(':')[0] ?? '', option]));
  for (const { name = '', value } of own) merged.set(name, value === undefined ? name : `${name}:${value}`);
  return [...merged.values()];
}

const unique = (items: readonly string[]) => [...new Set(items)];

function tenthAddress(cidr: string): string {
  const parts = (cidr.split('/')[0] ?? '').split('.').map(Number);
  return [...parts.slice(0, 3), (parts[3] ?? 0) + SERVER_OFFSET].join('.');
}
