// Models the priorities of groups in pkg/controlplane/apiserver/aggregator.go (v1.35): in which order they are told, which
// decides what `kubectl get events` means.
import type { DiscoveredResource } from '../../shell/api-client.ts';

export interface ApiGroup {
  readonly name: string;
  /** The preferred one first. */
  readonly versions: readonly ApiGroupVersion[];
}

export interface ApiGroupVersion {
  readonly version: string;
  readonly resources: readonly DiscoveredResource[];
}

const ORDER = [
  ...['', 'apiregistration.k8s.io', 'apps', 'events.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io'],
  ...['autoscaling', 'batch', 'certificates.k8s.io', 'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io'],
  ...['storage.k8s.io', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'scheduling.k8s.io'],
  ...['coordination.k8s.io', 'node.k8s.io', 'discovery.k8s.io', 'resource.k8s.io', 'flowcontrol.apiserver.k8s.io'],
];

/** The groups of these resources; the core group has no name. */
export function groupsOf(resources: readonly DiscoveredResource[]): readonly ApiGroup[] {
  const groups = new Map<string, Map<string, DiscoveredResource[]>>();
  for (const resource of resources) {
    const versions = getOrAdd(groups, resource.group, () => new Map<string, DiscoveredResource[]>());
    getOrAdd(versions, resource.version, () => []).push(resource);
  }
  return [...groups]
    .map(([name, versions]) => ({ name, versions: versionsOf(versions) }))
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

/** Stable versions before others, higher before lower. */
function versionsOf(versions: ReadonlyMap<string, DiscoveredResource[]>): readonly ApiGroupVersion[] {
  return [...versions]
    .map(([version, resources]) => ({
      version,
      resources: resources.sort((a, b) => (a.resource < b.resource ? -1 : 1)),
    }))
    .sort((a, b) => maturity(b.version) - maturity(a.version) || (a.version < b.version ? -1 : 1));
}

function maturity(version: string): number {
  const [, major = '0', stage] = /^v(\d+)(alpha|beta)?/.exec(version) ?? [];
  return (stage === undefined ? 2000 : stage === 'beta' ? 1000 : 0) + Number(major);
}

function rank(group: string): number {
  const at = ORDER.indexOf(group);
  return at < 0 ? ORDER.length : at;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
