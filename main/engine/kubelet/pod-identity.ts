// Models GeneratePodHostNameAndDomain in pkg/kubelet/kubelet_pods.go (v1.35): what a Pod is called from the inside.
import type { Pod, PodSpec } from '../api/generated/types.ts';
import type { HostPort, PodIdentity } from '../runtime/sandbox.ts';
import { ownResolvConf } from './pod-dns.ts';
import { nameOf, namespaceOf, uidOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';

/** The kernel takes no longer names. */
const HOSTNAME_MAX = 63;

/** The Pod as the runtime is told of it. */
export function identityOf(services: KubeletServices, pod: Pod): PodIdentity {
  const { spec } = pod;
  const name = nameOf(pod);
  const hostNetwork = spec?.hostNetwork === true;
  const domain = domainOf(services, pod);
  const hostname = hostnameOf(name, domain, spec);
  const hostAliases = (spec?.hostAliases ?? []).map(({ ip, hostnames = [] }) => ({ ip, hostnames }));
  const resolvConf = ownResolvConf(services, pod);
  const hostPorts = hostNetwork ? [] : hostPortsOf(spec);
  return {
    uid: uidOf(pod),
    namespace: namespaceOf(pod),
    name,
    hostNetwork,
    ...(spec?.shareProcessNamespace === true && { sharesProcesses: true }),
    ...(hostname !== name && { hostname }),
    ...(domain !== undefined && { domain }),
    ...(hostAliases.length > 0 && { hostAliases }),
    ...(resolvConf !== undefined && { resolvConf }),
    ...(hostPorts.length > 0 && { hostPorts }),
  };
}

/** Ports of the machine that lead to the Pod: those of its containers, and of init containers that stay. */
function hostPortsOf(spec: PodSpec | undefined): readonly HostPort[] {
  const staying = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports = [...staying, ...(spec?.containers ?? [])].flatMap((container) => container.ports ?? []);
  return ports.flatMap(({ hostPort = 0, hostIP = '', containerPort, protocol }) =>
    hostPort === 0 ? [] : [{ protocol: protocolOf(protocol), hostIp: hostIP, hostPort, containerPort }],
  );
}

const protocolOf = (text: string | undefined) => (text === 'UDP' || text === 'SCTP' ? text : 'TCP');

function hostnameOf(name: string, domain: string | undefined, spec: PodSpec | undefined): string {
  const short = spec?.hostnameOverride ?? truncated(spec?.hostname ?? name);
  return spec?.setHostnameAsFQDN === true && domain !== undefined ? `${short}.${domain}` : short;
}

function truncated(name: string): string {
  return name.length <= HOSTNAME_MAX ? name : name.slice(0, HOSTNAME_MAX).replace(/[-.]+$/, '');
}

function domainOf({ machine }: KubeletServices, pod: Pod): string | undefined {
  const { subdomain = '', hostnameOverride } = pod.spec ?? {};
  if (subdomain === '' || hostnameOverride !== undefined) return undefined;
  return `${subdomain}.${namespaceOf(pod)}.svc.${machine.clusterDns?.domain ?? 'cluster.local'}`;
}
