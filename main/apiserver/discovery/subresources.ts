// What can be asked of an object besides itself (v1.35).
import type { ApiClient, DiscoveredResource } from '../../shell/api-client.ts';

export interface Subresource {
  readonly name: string;
  readonly kind: string;
  /** Left out: those of the resource itself. */
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

const CHANGEABLE = ['get', 'patch', 'update'];
const CREATABLE = ['create'];
const CONNECTED = ['create', 'get'];
const PROXIED = ['create', 'delete', 'get', 'patch', 'update'];

const scale: Subresource = { name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: CHANGEABLE };

const ofPods: readonly Subresource[] = [
  { name: 'attach', kind: 'PodAttachOptions', verbs: CONNECTED },
  { name: 'binding', kind: 'Binding', verbs: CREATABLE },
  { name: 'ephemeralcontainers', kind: 'Pod', verbs: CHANGEABLE },
  { name: 'eviction', kind: 'Eviction', group: 'policy', version: 'v1', verbs: CREATABLE },
  { name: 'exec', kind: 'PodExecOptions', verbs: CONNECTED },
  { name: 'log', kind: 'Pod', verbs: ['get'] },
  { name: 'portforward', kind: 'PodPortForwardOptions', verbs: CONNECTED },
  { name: 'proxy', kind: 'PodProxyOptions', verbs: PROXIED },
  { name: 'resize', kind: 'Pod', verbs: CHANGEABLE },
];

/** By resource and group; `status` stands in a list of its own. */
const others: Readonly<Record<string, readonly Subresource[]>> = {
  'pods.': ofPods,
  'services.': [{ name: 'proxy', kind: 'ServiceProxyOptions', verbs: PROXIED }],
  'nodes.': [{ name: 'proxy', kind: 'NodeProxyOptions', verbs: PROXIED }],
  'namespaces.': [{ name: 'finalize', kind: 'Namespace', verbs: ['update'] }],
  'serviceaccounts.': [
    { name: 'token', kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: CREATABLE },
  ],
  'replicationcontrollers.': [scale],
  'deployments.apps': [scale],
  'replicasets.apps': [scale],
  'statefulsets.apps': [scale],
};

const withStatus = new Set([
  ...['namespaces.', 'nodes.', 'persistentvolumeclaims.', 'persistentvolumes.', 'pods.', 'replicationcontrollers.'],
  ...['resourcequotas.', 'services.', 'customresourcedefinitions.apiextensions.k8s.io', 'daemonsets.apps'],
  ...['deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'horizontalpodautoscalers.autoscaling'],
  ...['cronjobs.batch', 'jobs.batch', 'ingresses.networking.k8s.io', 'poddisruptionbudgets.policy'],
]);

/** The subresources of a resource, by their names in order. */
export function subresourcesOf(client: ApiClient, resource: DiscoveredResource): readonly Subresource[] {
  const key = `${resource.resource}.${resource.group}`;
  const own = others[key] ?? [];
  const custom = ofCustomResource(client, resource);
  const hasStatus = withStatus.has(key) || custom.status !== undefined;
  return [
    ...own,
    ...(custom.scale === undefined ? [] : [scale]),
    ...(hasStatus ? [{ name: 'status', kind: resource.kind, verbs: CHANGEABLE }] : []),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function ofCustomResource(client: ApiClient, { resource, group, version }: DiscoveredResource) {
  const definitions = client.printContext().list('customresourcedefinitions');
  const definition = definitions.find(({ spec }) => spec.group === group && spec.names.plural === resource);
  return definition?.spec.versions.find(({ name }) => name === version)?.subresources ?? {};
}
