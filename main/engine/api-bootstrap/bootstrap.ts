// Models pkg/controlplane/controller/{systemnamespaces,kubernetesservice} (v1.35): what kube-apiserver itself creates
// when it comes up: the first namespaces, classes and roles, and the Service by which Pods find it.
import type { KindMap, ResourceName } from '../api/resources.ts';
import type { ApiServer } from '../api/server.ts';
import { systemPriorityClasses } from '../kinds/priority-class/system-classes.ts';
import { formatIp, nthAddress, parseCidr } from '../network/cidr.ts';
import { firstClusterRoleBindings, firstClusterRoles, firstRoleBindings, firstRoles } from './rbac.ts';

const ACTOR = 'kube-apiserver';
const NAMESPACES = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];
const PORT = 6443;

/** Creates what is not there yet. `nodeIp` is the address that the API server advertises. */
export function bootstrapApi(server: ApiServer, nodeIp: string): void {
  for (const name of NAMESPACES) {
    ensure(server, 'namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  for (const priorityClass of systemPriorityClasses) ensure(server, 'priorityclasses', priorityClass);
  for (const role of firstClusterRoles()) ensure(server, 'clusterroles', role);
  for (const binding of firstClusterRoleBindings()) ensure(server, 'clusterrolebindings', binding);
  for (const role of firstRoles()) ensure(server, 'roles', role);
  for (const binding of firstRoleBindings()) ensure(server, 'rolebindings', binding);
  ensureOwnService(server, nodeIp);
}

/** Creates the Service `kubernetes` and what belongs to it, where that is not there. */
export function ensureOwnService(server: ApiServer, nodeIp: string): void {
  ensure(server, 'services', kubernetesService(server.settings.serviceCidr));
  ensure(server, 'endpoints', kubernetesEndpoints(nodeIp));
  ensure(server, 'endpointslices', kubernetesSlice(nodeIp));
}

function ensure<R extends ResourceName>(server: ApiServer, resource: R, object: KindMap[R]): void {
  const { namespace = '', name = '' } = object.metadata ?? {};
  if (!server.get(resource, namespace, name).ok) server.create(resource, object, { actor: ACTOR });
}

/** The Service has the first address of the range. */
function kubernetesService(serviceCidr: string): KindMap['services'] {
  const range = parseCidr(serviceCidr);
  const address = range && nthAddress(range, 1);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: {
      type: 'ClusterIP',
      ...(address !== undefined && { clusterIP: formatIp(address), clusterIPs: [formatIp(address)] }),
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: PORT }],
      sessionAffinity: 'None',
    },
  };
}

function kubernetesEndpoints(ip: string): KindMap['endpoints'] {
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
    },
    subsets: [{ addresses: [{ ip }], ports: [{ name: 'https', port: PORT, protocol: 'TCP' }] }],
  };
}

function kubernetesSlice(ip: string): KindMap['endpointslices'] {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [ip], conditions: { ready: true } }],
    ports: [{ name: 'https', port: PORT, protocol: 'TCP' }],
  };
}
