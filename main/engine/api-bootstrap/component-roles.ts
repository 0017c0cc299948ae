// Models ClusterRoles and NodeRules of plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go (v1.35): the roles of the
// cluster's own components.
import { events, on, paths, READ } from './rule-words.ts';
import type { FirstRole } from './user-roles.ts';

const AUTHENTICATION = 'authentication.k8s.io';
const AUTHORIZATION = 'authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const COORDINATION = 'coordination.k8s.io';
const RESOURCE = 'resource.k8s.io';
const STORAGE = 'storage.k8s.io';
const CSR = 'system:certificates.k8s.io:';

const delegated = [on(AUTHENTICATION, 'tokenreviews', 'create'), on(AUTHORIZATION, 'subjectaccessreviews', 'create')];

const nodeRules = [
  on(AUTHENTICATION, 'tokenreviews', 'create'),
  on(AUTHORIZATION, 'subjectaccessreviews localsubjectaccessreviews', 'create'),
  on('core', 'services', READ),
  on('core', 'nodes', 'create get list watch'),
  on('core', 'nodes/status', 'update patch'),
  on('core', 'nodes', 'update patch'),
  events,
  on('core', 'pods', READ),
  on('core', 'pods', 'create delete'),
  on('core', 'pods/status', 'update patch'),
  on('core', 'pods/eviction', 'create'),
  on('core', 'secrets configmaps', READ),
  on('core', 'persistentvolumeclaims persistentvolumes', 'get'),
  on('core', 'endpoints', 'get'),
  on(CERTIFICATES, 'certificatesigningrequests', 'create get list watch'),
  on(COORDINATION, 'leases', 'get create update patch delete'),
  on(STORAGE, 'volumeattachments', 'get'),
  on('core', 'serviceaccounts/token', 'create'),
  on('core', 'persistentvolumeclaims/status', 'get update patch'),
  on(STORAGE, 'csidrivers', READ),
  on(STORAGE, 'csinodes', 'get create update patch delete'),
  on('node.k8s.io', 'runtimeclasses', READ),
  on(RESOURCE, 'resourceclaims', 'get'),
  on(RESOURCE, 'resourceslices', 'create delete deletecollection get list patch update watch'),
];

const managerRules = [
  events,
  on(COORDINATION, 'leases', 'create'),
  on(COORDINATION, 'leases', 'get update', 'kube-controller-manager'),
  on('core', 'secrets serviceaccounts', 'create'),
  on('core', 'secrets', 'delete'),
  on('core', 'namespaces secrets serviceaccounts configmaps', 'get'),
  on('core', 'secrets serviceaccounts', 'update'),
  ...delegated,
  on('*', '*', 'list watch'),
  on('core', 'serviceaccounts/token', 'create'),
];

const schedulerRules = [
  events,
  on(COORDINATION, 'leases', 'create'),
  on(COORDINATION, 'leases', 'get list watch update', 'kube-scheduler'),
  on(COORDINATION, 'leasecandidates', 'create delete deletecollection get list patch update watch'),
  on('core', 'nodes', READ),
  on('core', 'pods', 'get list watch delete'),
  on('core', 'bindings pods/binding', 'create'),
  on('core', 'pods/status', 'patch update'),
  on('core', 'replicationcontrollers services', READ),
  on('apps extensions', 'replicasets', READ),
  on('apps', 'statefulsets', READ),
  on('policy', 'poddisruptionbudgets', READ),
  on('core', 'persistentvolumeclaims persistentvolumes', READ),
  ...delegated,
  on(STORAGE, 'csinodes', READ),
  on('core', 'namespaces', READ),
  on(STORAGE, 'csidrivers', READ),
  on(STORAGE, 'csistoragecapacities', READ),
  on(RESOURCE, 'deviceclasses', READ),
  on(RESOURCE, 'resourceclaims', 'get list watch update patch'),
  on(RESOURCE, 'resourceclaims/status', 'update patch'),
  on(RESOURCE, 'resourceslices', READ),
];

const approver = (name: string, signer: string): FirstRole => ({
  name: `${CSR}${name}-approver`,
  rules: [on(CERTIFICATES, 'signers', 'approve', `kubernetes.io/${signer}`)],
});

export const componentRoles: readonly FirstRole[] = [
  { name: 'system:node', rules: nodeRules },
  {
    name: 'system:node-problem-detector',
    rules: [on('core', 'nodes', 'get'), on('core', 'nodes/status', 'patch'), events],
  },
  {
    name: 'system:node-proxier',
    rules: [
      on('core', 'services endpoints', 'list watch'),
      on('core', 'nodes', READ),
      events,
      on('discovery.k8s.io', 'endpointslices', 'list watch'),
      on('networking.k8s.io', 'servicecidrs', 'list watch'),
    ],
  },
  {
    name: 'system:kubelet-api-admin',
    rules: [
      on('core', 'nodes', READ),
      on('core', 'nodes', 'proxy'),
      on(
        'core',
        'nodes/proxy nodes/metrics nodes/stats nodes/log nodes/configz nodes/healthz nodes/pods nodes/checkpoint',
        '*',
      ),
    ],
  },
  {
    name: 'system:node-bootstrapper',
    rules: [on(CERTIFICATES, 'certificatesigningrequests', 'create get list watch')],
  },
  { name: 'system:auth-delegator', rules: delegated },
  { name: 'system:kube-aggregator', rules: [on('core', 'services endpoints', READ)] },
  { name: 'system:kube-controller-manager', rules: managerRules },
  { name: 'system:kube-dns', rules: [on('core', 'endpoints services', 'list watch')] },
  {
    name: 'system:heapster',
    rules: [on('core', 'events pods nodes namespaces', READ), on('extensions', 'deployments', READ)],
  },
  {
    name: 'system:persistent-volume-provisioner',
    rules: [
      on('core', 'persistentvolumes', 'get list watch create delete'),
      on('core', 'persistentvolumeclaims', 'get list watch update'),
      on(STORAGE, 'storageclasses', READ),
      on('core', 'events', 'watch'),
      events,
    ],
  },
  { name: 'system:kube-scheduler', rules: schedulerRules },
  {
    name: 'system:volume-scheduler',
    rules: [
      on('core', 'persistentvolumes', `${READ} patch update`),
      on(STORAGE, 'storageclasses', READ),
      on('core', 'persistentvolumeclaims', `${READ} patch update`),
    ],
  },
  {
    name: `${CSR}certificatesigningrequests:nodeclient`,
    rules: [on(CERTIFICATES, 'certificatesigningrequests/nodeclient', 'create')],
  },
  {
    name: `${CSR}certificatesigningrequests:selfnodeclient`,
    rules: [on(CERTIFICATES, 'certificatesigningrequests/selfnodeclient', 'create')],
  },
  approver('kube-apiserver-client', 'kube-apiserver-client'),
  approver('kube-apiserver-client-kubelet', 'kube-apiserver-client-kubelet'),
  approver('kubelet-serving', 'kubelet-serving'),
  approver('legacy-unknown', 'legacy-unknown'),
  {
    name: 'system:service-account-issuer-discovery',
    rules: [
      paths('/.well-known/openid-configuration /.well-known/openid-configuration/ /openid/v1/jwks /openid/v1/jwks/'),
    ],
  },
];
