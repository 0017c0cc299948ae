// Models ClusterRoleBindings of plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go and namespace_policy.go (v1.35): who
// has a role from the beginning.
import type { PolicyRule, RbacV1Subject } from '../api/generated/types.ts';
import { events, on, READ } from './rule-words.ts';

const GROUP = 'rbac.authorization.k8s.io';
const SYSTEM = 'kube-system';
const BOOTSTRAP_SIGNER = 'system:controller:bootstrap-signer';
const CLOUD_PROVIDER = 'system:controller:cloud-provider';
const TOKEN_CLEANER = 'system:controller:token-cleaner';
const MANAGER_LOCK = 'system::leader-locking-kube-controller-manager';
const SCHEDULER_LOCK = 'system::leader-locking-kube-scheduler';
const AUTHENTICATION_READER = 'extension-apiserver-authentication-reader';

export interface FirstBinding {
  /** Its role, after which it is named unless it has a name of its own. */
  readonly role: string;
  readonly name?: string;
  readonly subjects: readonly RbacV1Subject[];
}

const group = (name: string): RbacV1Subject => ({ apiGroup: GROUP, kind: 'Group', name });
const user = (name: string): RbacV1Subject => ({ apiGroup: GROUP, kind: 'User', name });
export const account = (name: string): RbacV1Subject => ({ kind: 'ServiceAccount', name, namespace: SYSTEM });

const [manager, scheduler] = [user('system:kube-controller-manager'), user('system:kube-scheduler')];

export const firstBindings: readonly FirstBinding[] = [
  { role: 'cluster-admin', subjects: [group('system:masters')] },
  { role: 'system:monitoring', subjects: [group('system:monitoring')] },
  { role: 'system:discovery', subjects: [group('system:authenticated')] },
  { role: 'system:basic-user', subjects: [group('system:authenticated')] },
  {
    role: 'system:public-info-viewer',
    subjects: [group('system:authenticated'), group('system:unauthenticated')],
  },
  { role: 'system:node-proxier', subjects: [user('system:kube-proxy')] },
  { role: 'system:kube-controller-manager', subjects: [manager] },
  { role: 'system:kube-dns', subjects: [account('kube-dns')] },
  { role: 'system:kube-scheduler', subjects: [scheduler] },
  { role: 'system:volume-scheduler', subjects: [scheduler] },
  { role: 'system:service-account-issuer-discovery', subjects: [group('system:serviceaccounts')] },
  // Nodes have an authorizer of their own.
  { role: 'system:node', subjects: [] },
];

export interface NamespaceRole {
  readonly namespace: string;
  readonly name: string;
  readonly rules: readonly PolicyRule[];
}

export const namespaceRoles: readonly NamespaceRole[] = [
  {
    namespace: SYSTEM,
    name: AUTHENTICATION_READER,
    rules: [on('core', 'configmaps', READ, 'extension-apiserver-authentication')],
  },
  { namespace: SYSTEM, name: BOOTSTRAP_SIGNER, rules: [on('core', 'secrets', READ)] },
  { namespace: SYSTEM, name: CLOUD_PROVIDER, rules: [on('core', 'configmaps', `${READ} create`)] },
  { namespace: SYSTEM, name: TOKEN_CLEANER, rules: [on('core', 'secrets', `${READ} delete`), events] },
  {
    namespace: SYSTEM,
    name: MANAGER_LOCK,
    rules: [on('core', 'configmaps', 'watch'), on('core', 'configmaps', 'get update', 'kube-controller-manager')],
  },
  {
    namespace: SYSTEM,
    name: SCHEDULER_LOCK,
    rules: [on('core', 'configmaps', 'watch'), on('core', 'configmaps', 'get update', 'kube-scheduler')],
  },
  {
    namespace: 'kube-public',
    name: BOOTSTRAP_SIGNER,
    rules: [on('core', 'configmaps', READ), on('core', 'configmaps', 'update', 'cluster-info'), events],
  },
];

export const namespaceBindings: readonly (FirstBinding & { readonly namespace: string })[] = [
  {
    namespace: SYSTEM,
    role: AUTHENTICATION_READER,
    name: `system::${AUTHENTICATION_READER}`,
    subjects: [manager, scheduler],
  },
  { namespace: SYSTEM, role: MANAGER_LOCK, subjects: [manager, account('kube-controller-manager')] },
  { namespace: SYSTEM, role: SCHEDULER_LOCK, subjects: [scheduler, account('kube-scheduler')] },
  { namespace: SYSTEM, role: BOOTSTRAP_SIGNER, subjects: [account('bootstrap-signer')] },
  { namespace: SYSTEM, role: CLOUD_PROVIDER, subjects: [account('cloud-provider')] },
  { namespace: SYSTEM, role: TOKEN_CLEANER, subjects: [account('token-cleaner')] },
  { namespace: 'kube-public', role: BOOTSTRAP_SIGNER, subjects: [account('bootstrap-signer')] },
];
