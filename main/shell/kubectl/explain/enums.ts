// The values that fields take whose values are a fixed few, by model and field.

const protocols = ['SCTP', 'TCP', 'UDP'];
const trafficPolicies = ['Cluster', 'Local'];
const effects = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];
const updateStrategies = ['OnDelete', 'RollingUpdate'];
const preemptionPolicies = ['Never', 'PreemptLowerPriority'];

const enums: Readonly<Record<string, readonly string[]>> = {
  'Container.imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'Container.terminationMessagePolicy': ['FallbackToLogsOnError', 'File'],
  'ContainerPort.protocol': protocols,
  'CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'DaemonSetUpdateStrategy.type': updateStrategies,
  'DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'EndpointPort.protocol': protocols,
  'EndpointSlice.addressType': ['FQDN', 'IPv4', 'IPv6'],
  'HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'JobSpec.completionMode': ['Indexed', 'NonIndexed'],
  'JobSpec.podReplacementPolicy': ['Failed', 'TerminatingOrFailed'],
  'NamespaceStatus.phase': ['Active', 'Terminating'],
  'NodeSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'],
  'PersistentVolumeClaimSpec.volumeMode': ['Block', 'Filesystem'],
  'PersistentVolumeClaimStatus.phase': ['Bound', 'Lost', 'Pending'],
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': ['Delete', 'Recycle', 'Retain'],
  'PersistentVolumeSpec.volumeMode': ['Block', 'Filesystem'],
  'PersistentVolumeStatus.phase': ['Available', 'Bound', 'Failed', 'Pending', 'Released'],
  'PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'PodSpec.preemptionPolicy': preemptionPolicies,
  'PodSpec.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'PodStatus.phase': ['Failed', 'Pending', 'Running', 'Succeeded', 'Unknown'],
  'PodStatus.qosClass': ['BestEffort', 'Burstable', 'Guaranteed'],
  'PriorityClass.preemptionPolicy': preemptionPolicies,
  'ServicePort.protocol': protocols,
  'ServiceSpec.externalTrafficPolicy': trafficPolicies,
  'ServiceSpec.internalTrafficPolicy': trafficPolicies,
  'ServiceSpec.ipFamilyPolicy': ['PreferDualStack', 'RequireDualStack', 'SingleStack'],
  'ServiceSpec.sessionAffinity': ['ClientIP', 'None'],
  'ServiceSpec.type': ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
  'StatefulSetSpec.podManagementPolicy': ['OrderedReady', 'Parallel'],
  'StatefulSetUpdateStrategy.type': updateStrategies,
  'StorageClass.reclaimPolicy': ['Delete', 'Recycle', 'Retain'],
  'StorageClass.volumeBindingMode': ['Immediate', 'WaitForFirstConsumer'],
  'Taint.effect': effects,
  'Toleration.effect': effects,
  'Toleration.operator': ['Equal', 'Exists'],
  'TopologySpreadConstraint.nodeAffinityPolicy': ['Honor', 'Ignore'],
  'TopologySpreadConstraint.nodeTaintsPolicy': ['Honor', 'Ignore'],
  'TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
};

/** The values of a field in order; empty when it takes others too. */
export const enumsOf = (model: string, field: string): readonly string[] => enums[`${model}.${field}`] ?? [];
