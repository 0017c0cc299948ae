// What belongs to every cluster rather than to the people who use it: a new cluster has its own.
import type { KubeObject } from '../../../preload/contract/objects.ts';

const NAMESPACES = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'kube-flannel']);
const ROLES = new Set(['admin', 'cluster-admin', 'edit', 'view', 'flannel']);
const SYSTEM_NAME = /^(?:system:|kubeadm:|system-(?:cluster|node)-critical$)/;
const BOOTSTRAP = 'kubernetes.io/bootstrapping';
/** Kinds of which the cluster writes all objects itself. */
const KINDS = new Set([
  ...['Node', 'Lease', 'CSINode', 'ComponentStatus', 'APIService', 'FlowSchema', 'PriorityLevelConfiguration'],
  ...['CertificateSigningRequest', 'IPAddress', 'ServiceCIDR', 'NodeMetrics', 'PodMetrics', 'RuntimeClass'],
]);
const NAMED: readonly (readonly [kind: string, name: string])[] = [
  ['ServiceAccount', 'default'],
  ['ConfigMap', 'kube-root-ca.crt'],
];

export const isSystemNamespace = (namespace: string): boolean => NAMESPACES.has(namespace);

/** Whether every cluster has the like of this object without anybody's doing. */
export function isSystemPart({ kind = '', metadata, ...rest }: KubeObject): boolean {
  const { name = '', namespace = '', labels } = metadata ?? {};
  if (KINDS.has(kind) || isSystemNamespace(namespace)) return true;
  if (NAMED.some(([ofKind, called]) => kind === ofKind && name === called)) return true;
  if (kind === 'Namespace') return isSystemNamespace(name) || name === 'default';
  if (namespace === 'default' && name === 'kubernetes') return kind === 'Service' || kind.startsWith('Endpoint');
  if (kind === 'Secret') return 'type' in rest && isToken(rest.type);
  if (namespace !== '') return false;
  return SYSTEM_NAME.test(name) || labels?.[BOOTSTRAP] !== undefined || (/Role/.test(kind) && ROLES.has(name));
}

const isToken = (type: unknown): boolean =>
  type === 'kubernetes.io/service-account-token' || type === 'bootstrap.kubernetes.io/token';
