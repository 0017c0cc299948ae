// Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy/controller_policy.go (v1.35): the role of each controller, by the
// name of its service account.
import type { PolicyRule } from '../api/generated/types.ts';
import { events, on, READ } from './rule-words.ts';

const ADMISSION = 'admissionregistration.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const DISCOVERY = 'discovery.k8s.io';
const NETWORKING = 'networking.k8s.io';
const RESOURCE = 'resource.k8s.io';
const STORAGE = 'storage.k8s.io';
const SIGNERS = ['legacy-unknown', 'kube-apiserver-client', 'kube-apiserver-client-kubelet', 'kubelet-serving'];

const sliceRules = on(DISCOVERY, 'endpointslices', `${READ} create update delete`);
const podStatus = on('core', 'pods/status', 'patch update');

export const controllerRoles: Readonly<Record<string, readonly PolicyRule[]>> = {
  'attachdetach-controller': [
    on('core', 'persistentvolumes persistentvolumeclaims', 'list watch'),
    on('core', 'nodes', READ),
    on('core', 'nodes/status', 'patch update'),
    on('core', 'pods', 'list watch'),
    events,
    on(STORAGE, 'volumeattachments', `${READ} create delete`),
    on(STORAGE, 'csidrivers', READ),
    on(STORAGE, 'csinodes', READ),
  ],
  'clusterrole-aggregation-controller': [
    on('rbac.authorization.k8s.io', 'clusterroles', `${READ} escalate update patch`),
  ],
  'cronjob-controller': [
    on('batch', 'cronjobs', `${READ} update`),
    on('batch', 'jobs', `${READ} create update delete patch`),
    on('batch', 'cronjobs/status', 'update'),
    on('batch', 'cronjobs/finalizers', 'update'),
    on('core', 'pods', 'list watch delete'),
    events,
  ],
  'daemon-set-controller': [
    on('extensions apps', 'daemonsets', READ),
    on('extensions apps', 'daemonsets/status', 'update'),
    on('extensions apps', 'daemonsets/finalizers', 'update'),
    on('core', 'nodes', 'list watch'),
    on('core', 'pods', 'list watch create delete patch'),
    on('core', 'pods/binding', 'create'),
    on('apps', 'controllerrevisions', `${READ} create delete update patch`),
    events,
  ],
  'deployment-controller': [
    on('extensions apps', 'deployments', `${READ} update`),
    on('extensions apps', 'deployments/status', 'update'),
    on('extensions apps', 'deployments/finalizers', 'update'),
    on('extensions apps', 'replicasets', `${READ} create update patch delete`),
    on('core', 'pods', `${READ} update`),
    events,
  ],
  'disruption-controller': [
    on('extensions apps', 'deployments', READ),
    on('extensions apps', 'replicasets', READ),
    on('core', 'replicationcontrollers', READ),
    on('policy', 'poddisruptionbudgets', READ),
    on('apps', 'statefulsets', READ),
    on('policy', 'poddisruptionbudgets/status', 'update'),
    podStatus,
    on('*', '*/scale', 'get'),
    events,
  ],
  'endpoint-controller': [
    on('core', 'services pods', READ),
    on('core', 'endpoints', `${READ} create update delete`),
    on('core', 'endpoints/restricted', 'create'),
    events,
  ],
  'endpointslice-controller': [
    on('core', 'services pods nodes', READ),
    on('core', 'services/finalizers', 'update'),
    sliceRules,
    events,
  ],
  'endpointslicemirroring-controller': [
    on('core', 'services endpoints', READ),
    on('core', 'services/finalizers', 'update'),
    on('core', 'endpoints/finalizers', 'update'),
    sliceRules,
    events,
  ],
  'expand-controller': [
    on('core', 'persistentvolumes', `${READ} update patch`),
    on('core', 'persistentvolumeclaims/status', 'update patch'),
    on('core', 'persistentvolumeclaims', READ),
    events,
  ],
  'ephemeral-volume-controller': [
    on('core', 'pods', READ),
    on('core', 'pods/finalizers', 'update'),
    on('core', 'persistentvolumeclaims', `${READ} create`),
    events,
  ],
  'resource-claim-controller': [
    on('core', 'pods', READ),
    on('core', 'pods/finalizers', 'update'),
    on(RESOURCE, 'resourceclaims', `${READ} create delete`),
    on(RESOURCE, 'resourceclaims resourceclaims/status', 'update patch'),
    podStatus,
    events,
  ],
  'generic-garbage-collector': [on('*', '*', `${READ} patch update delete`), events],
  'horizontal-pod-autoscaler': [
    on('autoscaling', 'horizontalpodautoscalers', READ),
    on('autoscaling', 'horizontalpodautoscalers/status', 'update'),
    on('*', '*/scale', 'get update'),
    on('core', 'pods', 'list watch'),
    on('metrics.k8s.io', 'pods', 'list watch'),
    on('custom.metrics.k8s.io', '*', READ),
    on('external.metrics.k8s.io', '*', READ),
    events,
  ],
  'job-controller': [
    on('batch', 'jobs', `${READ} update patch`),
    on('batch', 'jobs/status', 'update'),
    on('batch', 'jobs/finalizers', 'update'),
    on('core', 'pods', 'list watch create delete patch'),
    events,
  ],
  'namespace-controller': [
    on('core', 'namespaces', `${READ} delete`),
    on('core', 'namespaces/finalize namespaces/status', 'update'),
    on('*', '*', `${READ} delete deletecollection`),
  ],
  'node-controller': [
    on('core', 'nodes', `${READ} update delete patch`),
    on('core', 'nodes/status', 'patch update'),
    podStatus,
    on('core', 'pods', `${READ} delete`),
    events,
  ],
  'persistent-volume-binder': [
    on('core', 'persistentvolumes', `${READ} update create delete`),
    on('core', 'persistentvolumes/status', 'update'),
    on('core', 'persistentvolumeclaims', `${READ} update`),
    on('core', 'persistentvolumeclaims/status', 'update'),
    on('core', 'pods', `${READ} create delete`),
    on(STORAGE, 'storageclasses', READ),
    on('core', 'nodes', 'list watch'),
    events,
    on('core', 'events', 'watch'),
  ],
  'pod-garbage-collector': [
    on('core', 'pods', 'list watch delete'),
    on('core', 'nodes', READ),
    on('core', 'pods/status', 'patch'),
  ],
  'replicaset-controller': [
    on('apps extensions', 'replicasets', `${READ} update`),
    on('apps extensions', 'replicasets/status', 'update'),
    on('apps extensions', 'replicasets/finalizers', 'update'),
    on('core', 'pods', 'list watch patch create delete'),
    events,
  ],
  'replication-controller': [
    on('core', 'replicationcontrollers', `${READ} update`),
    on('core', 'replicationcontrollers/status', 'update'),
    on('core', 'replicationcontrollers/finalizers', 'update'),
    on('core', 'pods', 'list watch patch create delete'),
    events,
  ],
  'resourcequota-controller': [on('*', '*', 'list watch'), on('core', 'resourcequotas/status', 'update'), events],
  'route-controller': [on('core', 'nodes', 'list watch'), on('core', 'nodes/status', 'patch'), events],
  'service-account-controller': [on('core', 'serviceaccounts', 'create'), events],
  'service-controller': [
    on('core', 'services', READ),
    on('core', 'services/status', 'patch update'),
    on('core', 'nodes', 'list watch'),
    events,
  ],
  'service-cidrs-controller': [
    on(NETWORKING, 'servicecidrs', `${READ} patch update`),
    on(NETWORKING, 'servicecidrs/finalizers', 'patch update'),
    on(NETWORKING, 'servicecidrs/status', 'patch update'),
    on(NETWORKING, 'ipaddresses', READ),
    events,
  ],
  'statefulset-controller': [
    on('core', 'pods', 'list watch'),
    on('apps', 'statefulsets', READ),
    on('apps', 'statefulsets/status', 'update'),
    on('apps', 'statefulsets/finalizers', 'update'),
    on('core', 'pods', 'get create delete update patch'),
    on('apps', 'controllerrevisions', `${READ} create delete update patch`),
    on('core', 'persistentvolumeclaims', `${READ} create`),
    on('core', 'persistentvolumeclaims', 'update delete'),
    events,
  ],
  'ttl-controller': [on('core', 'nodes', 'update patch list watch'), events],
  'certificate-controller': [
    on(CERTIFICATES, 'certificatesigningrequests', `${READ} delete`),
    on(CERTIFICATES, 'certificatesigningrequests/status certificatesigningrequests/approval', 'update'),
    on(CERTIFICATES, 'signers', 'approve', 'kubernetes.io/kube-apiserver-client-kubelet'),
    on(CERTIFICATES, 'signers', 'sign', SIGNERS.map((name) => `kubernetes.io/${name}`).join(' ')),
    on('authorization.k8s.io', 'subjectaccessreviews', 'create'),
    events,
  ],
  'pvc-protection-controller': [
    on('core', 'persistentvolumeclaims', `${READ} update`),
    on('core', 'pods', READ),
    events,
  ],
  'pv-protection-controller': [on('core', 'persistentvolumes', `${READ} update`), events],
  'volumeattributesclass-protection-controller': [
    on('core', 'persistentvolumeclaims', READ),
    on('core', 'persistentvolumes', READ),
    on(STORAGE, 'volumeattributesclasses', `${READ} update`),
    events,
  ],
  'ttl-after-finished-controller': [on('batch', 'jobs', `${READ} delete`), events],
  'root-ca-cert-publisher': [on('core', 'configmaps', 'create update'), events],
  'validatingadmissionpolicy-status-controller': [
    on(ADMISSION, 'validatingadmissionpolicies', READ),
    on(ADMISSION, 'validatingadmissionpolicies/status', 'get patch update'),
    events,
  ],
  'legacy-service-account-token-cleaner': [
    on('core', 'configmaps', 'get', 'kube-apiserver-legacy-service-account-token-tracking'),
    on('core', 'secrets', 'patch delete'),
  ],
  'selinux-warning-controller': [
    events,
    on('core', 'persistentvolumes', READ),
    on('core', 'persistentvolumeclaims', READ),
    on('core', 'pods', READ),
    on(STORAGE, 'csidrivers', READ),
  ],
};
