// Models the `omitempty` of the Go structs in staging/src/k8s.io/api (v1.35): a field that may be left out is left out where
// it holds nothing, unless its struct can tell "nothing" from "not said".
import { isOptional } from './schema.ts';

/** Fields that are pointers in Go: `false`, `0` and the empty text are said, and stay. */
const pointers: Readonly<Record<string, string>> = {
  ApiextensionsV1ServiceReference: 'path port',
  ApiextensionsV1WebhookClientConfig: 'url',
  AppArmorProfile: 'localhostProfile',
  AzureDiskVolumeSource: 'cachingMode fsType kind readOnly',
  AzureFilePersistentVolumeSource: 'secretNamespace',
  CSIVolumeSource: 'fsType readOnly',
  ClientIPConfig: 'timeoutSeconds',
  ClusterTrustBundleProjection: 'name optional signerName',
  ConfigMap: 'immutable',
  ConfigMapEnvSource: 'optional',
  ConfigMapKeySelector: 'optional',
  ConfigMapProjection: 'optional',
  ConfigMapVolumeSource: 'defaultMode optional',
  Container: 'restartPolicy',
  ContainerStatus: 'started stopSignal',
  CoreEndpointPort: 'appProtocol',
  CronJobSpec: 'failedJobsHistoryLimit startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone',
  CustomResourceDefinitionVersion: 'deprecationWarning',
  CustomResourceSubresourceScale: 'labelSelectorPath',
  DaemonSetSpec: 'revisionHistoryLimit',
  DaemonSetStatus: 'collisionCount',
  DeleteOptions:
    'gracePeriodSeconds ignoreStoreReadErrorWithClusterBreakingPotential orphanDependents propagationPolicy',
  DeploymentSpec: 'progressDeadlineSeconds replicas revisionHistoryLimit',
  DeploymentStatus: 'collisionCount terminatingReplicas',
  DiscoveryEndpointPort: 'appProtocol name port protocol',
  DownwardAPIVolumeFile: 'mode',
  DownwardAPIVolumeSource: 'defaultMode',
  Endpoint: 'hostname nodeName zone',
  EndpointAddress: 'nodeName',
  EndpointConditions: 'ready serving terminating',
  EphemeralContainer: 'restartPolicy',
  FCVolumeSource: 'lun',
  FileKeySelector: 'optional',
  GRPCAction: 'service',
  GlusterfsPersistentVolumeSource: 'endpointsNamespace',
  HorizontalPodAutoscalerSpec: 'minReplicas targetCPUUtilizationPercentage',
  HorizontalPodAutoscalerStatus: 'currentCPUUtilizationPercentage observedGeneration',
  HostPathVolumeSource: 'type',
  ISCSIPersistentVolumeSource: 'initiatorName',
  ISCSIVolumeSource: 'initiatorName',
  IngressClassParametersReference: 'apiGroup namespace scope',
  IngressPortStatus: 'error',
  IngressSpec: 'ingressClassName',
  JSONSchemaProps:
    'maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf x-kubernetes-list-type ' +
    'x-kubernetes-map-type x-kubernetes-preserve-unknown-fields',
  JobSpec:
    'activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector ' +
    'maxFailedIndexes parallelism podReplacementPolicy suspend ttlSecondsAfterFinished',
  JobStatus: 'failedIndexes ready terminating',
  KeyToPath: 'mode',
  LeaseSpec: 'holderIdentity leaseDurationSeconds leaseTransitions preferredHolder strategy',
  Lifecycle: 'stopSignal',
  ListMeta: 'remainingItemCount',
  LoadBalancerIngress: 'ipMode',
  LocalVolumeSource: 'fsType',
  NetworkPolicyPort: 'endPort protocol',
  NodeFeatures: 'supplementalGroupsPolicy',
  NodeRuntimeHandlerFeatures: 'recursiveReadOnlyMounts userNamespaces',
  NodeSwapStatus: 'capacity',
  ObjectMeta: 'deletionGracePeriodSeconds',
  OwnerReference: 'blockOwnerDeletion controller',
  PersistentVolumeClaimSpec: 'storageClassName volumeAttributesClassName volumeMode',
  PersistentVolumeClaimStatus: 'currentVolumeAttributesClassName',
  PersistentVolumeSpec: 'volumeAttributesClassName volumeMode',
  PodCertificateProjection: 'maxExpirationSeconds',
  PodDNSConfigOption: 'value',
  PodDisruptionBudgetSpec: 'unhealthyPodEvictionPolicy',
  PodFailurePolicyOnExitCodesRequirement: 'containerName',
  PodResourceClaim: 'resourceClaimName resourceClaimTemplateName',
  PodResourceClaimStatus: 'resourceClaimName',
  PodSecurityContext:
    'fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seLinuxChangePolicy supplementalGroupsPolicy',
  PodSpec:
    'activeDeadlineSeconds automountServiceAccountToken enableServiceLinks hostUsers hostnameOverride preemptionPolicy ' +
    'priority runtimeClassName setHostnameAsFQDN shareProcessNamespace terminationGracePeriodSeconds',
  PortStatus: 'error',
  Preconditions: 'resourceVersion uid',
  PriorityClass: 'preemptionPolicy',
  Probe: 'terminationGracePeriodSeconds',
  ProjectedVolumeSource: 'defaultMode',
  ReplicaSetSpec: 'replicas',
  ReplicaSetStatus: 'terminatingReplicas',
  ReplicationControllerSpec: 'replicas',
  RollingUpdateStatefulSetStrategy: 'partition',
  SeccompProfile: 'localhostProfile',
  Secret: 'immutable',
  SecretEnvSource: 'optional',
  SecretKeySelector: 'optional',
  SecretProjection: 'optional',
  SecretVolumeSource: 'defaultMode optional',
  SecurityContext:
    'allowPrivilegeEscalation privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser',
  ServiceAccount: 'automountServiceAccountToken',
  ServiceAccountTokenProjection: 'expirationSeconds',
  ServicePort: 'appProtocol',
  ServiceSpec:
    'allocateLoadBalancerNodePorts internalTrafficPolicy ipFamilyPolicy loadBalancerClass trafficDistribution',
  StatefulSetSpec: 'replicas revisionHistoryLimit',
  StatefulSetStatus: 'collisionCount',
  StorageClass: 'allowVolumeExpansion reclaimPolicy volumeBindingMode',
  SuccessPolicyRule: 'succeededCount succeededIndexes',
  TokenRequestSpec: 'expirationSeconds',
  Toleration: 'tolerationSeconds',
  TopologySpreadConstraint: 'minDomains nodeAffinityPolicy nodeTaintsPolicy',
  TypedLocalObjectReference: 'apiGroup',
  TypedObjectReference: 'apiGroup namespace',
  V2HPAScalingRules: 'selectPolicy stabilizationWindowSeconds tolerance',
  V2HorizontalPodAutoscalerSpec: 'minReplicas',
  V2HorizontalPodAutoscalerStatus: 'observedGeneration',
  V2MetricTarget: 'averageUtilization',
  V2MetricValueStatus: 'averageUtilization',
  ValidationRule: 'optionalOldSelf reason',
  VolumeMount: 'mountPropagation recursiveReadOnly',
  VolumeMountStatus: 'recursiveReadOnly',
  WindowsSecurityContextOptions: 'gmsaCredentialSpec gmsaCredentialSpecName hostProcess runAsUserName',
};

/** Fields that may be left out and yet are always written. */
const written: Readonly<Record<string, string>> = {
  ClusterRole: 'rules',
  ContainerImage: 'names',
  EndpointSlice: 'endpoints ports',
  Event: 'reportingComponent reportingInstance',
  PodDisruptionBudgetStatus: 'currentHealthy desiredHealthy disruptionsAllowed expectedPods',
  PodFailurePolicyOnPodConditionsPattern: 'status',
  PriorityClass: 'value',
  ProjectedVolumeSource: 'sources',
  Role: 'rules',
  StatefulSetOrdinals: 'start',
  StatefulSetSpec: 'serviceName',
  StatefulSetStatus: 'availableReplicas',
  TokenRequestSpec: 'audiences',
  V2HorizontalPodAutoscalerStatus: 'currentMetrics',
};

const kept = new Set(
  [pointers, written].flatMap((table) =>
    Object.entries(table).flatMap(([model, fields]) => fields.split(' ').map((field) => `${model}.${field}`)),
  ),
);

/** Whether a field with this value is as good as left out; `type` as in `schema.json`. */
export function isLeftOut(model: string, field: string, type: string, value: unknown): boolean {
  return isNothing(type, value) && isOptional(model, field) && !kept.has(`${model}.${field}`);
}

function isNothing(type: string, value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value === '' && (type === 'string' || type === 'bytes');
    case 'number':
      return value === 0 && type !== 'intOrString';
    case 'boolean':
      return !value;
    default:
      if (Array.isArray(value)) return value.length === 0;
      return type.startsWith('{') && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  }
}
