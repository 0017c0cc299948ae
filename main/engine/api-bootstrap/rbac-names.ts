// Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy/{policy,controller_policy}.go (v1.35): the names of the roles that
// every cluster has.

/** Controllers with a role of their own, by the last part of its name. */
export const controllerRoles = [
  ...['attachdetach-controller', 'certificate-controller', 'clusterrole-aggregation-controller', 'cronjob-controller'],
  ...['daemon-set-controller', 'deployment-controller', 'disruption-controller', 'endpoint-controller'],
  ...['endpointslice-controller', 'endpointslicemirroring-controller', 'ephemeral-volume-controller'],
  ...['expand-controller', 'generic-garbage-collector', 'horizontal-pod-autoscaler', 'job-controller'],
  ...['legacy-service-account-token-cleaner', 'namespace-controller', 'node-controller', 'persistent-volume-binder'],
  ...['pod-garbage-collector', 'pv-protection-controller', 'pvc-protection-controller', 'replicaset-controller'],
  ...['replication-controller', 'resource-claim-controller', 'resourcequota-controller', 'root-ca-cert-publisher'],
  ...['route-controller', 'selinux-warning-controller', 'service-account-controller', 'service-cidrs-controller'],
  ...['service-controller', 'statefulset-controller', 'ttl-after-finished-controller', 'ttl-controller'],
  'validatingadmissionpolicy-status-controller',
];

const CSR = 'system:certificates.k8s.io:';

/** Beside those of the controllers and those that gather others. */
export const plainRoles = [
  ...['system:aggregate-to-admin', 'system:aggregate-to-edit', 'system:aggregate-to-view', 'system:auth-delegator'],
  ...['system:basic-user', `${CSR}certificatesigningrequests:nodeclient`],
  ...[`${CSR}certificatesigningrequests:selfnodeclient`, `${CSR}kube-apiserver-client-approver`],
  ...[
    `${CSR}kube-apiserver-client-kubelet-approver`,
    `${CSR}kubelet-serving-approver`,
    `${CSR}legacy-unknown-approver`,
  ],
  ...['system:discovery', 'system:heapster', 'system:kube-aggregator', 'system:kube-controller-manager'],
  ...['system:kube-dns', 'system:kube-scheduler', 'system:kubelet-api-admin', 'system:monitoring', 'system:node'],
  ...['system:node-bootstrapper', 'system:node-problem-detector', 'system:node-proxier'],
  ...['system:persistent-volume-provisioner', 'system:public-info-viewer', 'system:service-account-issuer-discovery'],
  'system:volume-scheduler',
];

/** Roles that gather the rules of others, by the label of those. */
export const gatheringRoles = ['admin', 'edit', 'view'];

/** Who has a role from the beginning, beside the controllers: role, then kind and name of the subjects. */
export const firstBindings: readonly (readonly [role: string, kind: 'Group' | 'User', ...names: string[]])[] = [
  ['cluster-admin', 'Group', 'system:masters'],
  ['system:basic-user', 'Group', 'system:authenticated'],
  ['system:discovery', 'Group', 'system:authenticated'],
  ['system:kube-controller-manager', 'User', 'system:kube-controller-manager'],
  ['system:kube-scheduler', 'User', 'system:kube-scheduler'],
  ['system:monitoring', 'Group', 'system:monitoring'],
  ['system:node', 'Group'],
  ['system:node-proxier', 'User', 'system:kube-proxy'],
  ['system:public-info-viewer', 'Group', 'system:authenticated', 'system:unauthenticated'],
  ['system:service-account-issuer-discovery', 'Group', 'system:serviceaccounts'],
  ['system:volume-scheduler', 'User', 'system:kube-scheduler'],
];
