// Models managedHostsFileContent in pkg/kubelet/kubelet_pods.go and what containerd makes of a Pod's DNS settings
// (v1.35): the files that tell a container's programs who it is and whom to ask.
import type { Sandbox } from '../sandbox.ts';
import type { MachineWorld } from './world.ts';

const MANAGED = '# Kubernetes-managed hosts file.\n';
const MANAGED_OF_HOST = '# Kubernetes-managed hosts file (host network).\n';
const LOCAL_NAMES =
  '127.0.0.1\tlocalhost\n' +
  '::1\tlocalhost ip6-localhost ip6-loopback\n' +
  'fe00::0\tip6-localnet\n' +
  'fe00::0\tip6-mcastprefix\n' +
  'fe00::1\tip6-allnodes\n' +
  'fe00::2\tip6-allrouters\n';

/** The name that a container calls its host by. */
export function hostnameOf({ node }: Pick<MachineWorld, 'node'>, { pod }: Sandbox): string {
  return pod.hostNetwork ? node : (pod.hostname ?? pod.name);
}

export function hostsText(world: MachineWorld, sandbox: Sandbox): string {
  const { pod, ip } = sandbox;
  const aliases = (pod.hostAliases ?? []).map(({ ip: address, hostnames }) => `${address}\t${hostnames.join('\t')}\n`);
  const added = aliases.length > 0 ? `\n# Entries added by HostAliases.\n${aliases.join('')}` : '';
  if (pod.hostNetwork) return MANAGED_OF_HOST + (world.disk.read('/etc/hosts') ?? '127.0.0.1\tlocalhost\n') + added;
  const name = hostnameOf(world, sandbox);
  const full = pod.domain === undefined ? '' : `${name}.${pod.domain}\t`;
  return `${MANAGED}${LOCAL_NAMES}${ip === '' ? '' : `${ip}\t${full}${name}\n`}${added}`;
}

export function resolvText({ clusterDns, disk }: MachineWorld, { pod }: Sandbox): string {
  if (pod.resolvConf !== undefined) return pod.resolvConf;
  if (!clusterDns) return disk.read('/etc/resolv.conf') ?? '';
  const { server, domain } = clusterDns;
  const searches = [`${pod.namespace}.svc.${domain}`, `svc.${domain}`, domain];
  return `search ${searches.join(' ')}\nnameserver ${server}\noptions ndots:5\n`;
}
