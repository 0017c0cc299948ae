// Models pkg/apis/core/types.go (v1.35): the fields of a Pod in the order in which Go prints them. After a colon stands
// what a field is: `""`, `0` and `false` are printed when it is missing; `*T` is a struct that may be missing, `[T]` a list
// of structs, `T` a struct that is always there. Everything else is printed as null when it is missing.
export const goStructs: Readonly<Record<string, string>> = {
  PodSpec:
    'Volumes:[Volume] InitContainers:[Container] Containers:[Container] EphemeralContainers:[EphemeralContainer] ' +
    'RestartPolicy:"" TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy:"" NodeSelector ' +
    'ServiceAccountName:"" AutomountServiceAccountToken NodeName:"" SecurityContext:*PodSecurityContext ' +
    'ImagePullSecrets:[Named] Hostname:"" Subdomain:"" SetHostnameAsFQDN Affinity:*Affinity SchedulerName:"" ' +
    'Tolerations:[Toleration] HostAliases:[HostAlias] PriorityClassName:"" Priority PreemptionPolicy ' +
    'DNSConfig:*DNSConfig ReadinessGates:[ReadinessGate] RuntimeClassName Overhead EnableServiceLinks ' +
    'TopologySpreadConstraints:[TopologySpreadConstraint] OS:*Named SchedulingGates:[Named] ' +
    'ResourceClaims:[ResourceClaim] Resources:*Resources HostnameOverride WorkloadRef:*WorkloadReference',
  Named: 'Name:""',
  PodSecurityContext:
    'HostNetwork:false HostPID:false HostIPC:false ShareProcessNamespace HostUsers SELinuxOptions:*SELinuxOptions ' +
    'WindowsOptions:*WindowsOptions RunAsUser RunAsGroup RunAsNonRoot SupplementalGroups SupplementalGroupsPolicy ' +
    'FSGroup FSGroupChangePolicy Sysctls:[NameValue] SeccompProfile:*Profile AppArmorProfile:*Profile ' +
    'SELinuxChangePolicy',
  SELinuxOptions: 'User:"" Role:"" Type:"" Level:""',
  WindowsOptions: 'GMSACredentialSpecName GMSACredentialSpec RunAsUserName HostProcess',
  NameValue: 'Name:"" Value:""',
  Profile: 'Type:"" LocalhostProfile',
  Container:
    'Name:"" Image:"" Command Args WorkingDir:"" Ports:[ContainerPort] EnvFrom:[EnvFrom] Env:[EnvVar] ' +
    'Resources:Resources ResizePolicy:[ResizePolicy] RestartPolicy RestartPolicyRules:[RestartRule] ' +
    'VolumeMounts:[VolumeMount] VolumeDevices:[VolumeDevice] LivenessProbe:*Probe ReadinessProbe:*Probe ' +
    'StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:"" TerminationMessagePolicy:"" ' +
    'ImagePullPolicy:"" SecurityContext:*SecurityContext Stdin:false StdinOnce:false TTY:false',
  ContainerPort: 'Name:"" HostPort:0 ContainerPort:0 Protocol:"" HostIP:""',
  EnvFrom: 'Prefix:"" ConfigMapRef:*OptionalReference SecretRef:*OptionalReference',
  OptionalReference: 'Name:"" Optional',
  EnvVar: 'Name:"" Value:"" ValueFrom:*EnvVarSource',
  EnvVarSource:
    'FieldRef:*FieldRef ResourceFieldRef:*ResourceFieldRef ConfigMapKeyRef:*KeyReference SecretKeyRef:*KeyReference ' +
    'FileKeyRef:*FileKeyReference',
  FieldRef: 'APIVersion:"" FieldPath:""',
  ResourceFieldRef: 'ContainerName:"" Resource:"" Divisor:"0"',
  KeyReference: 'Name:"" Key:"" Optional',
  FileKeyReference: 'VolumeName:"" Path:"" Key:"" Optional',
  Resources: 'Limits Requests Claims:[ResourceUse]',
  ResourceUse: 'Name:"" Request:""',
  ResizePolicy: 'ResourceName:"" RestartPolicy:""',
  RestartRule: 'Action:"" ExitCodes:*ExitCodes',
  ExitCodes: 'Operator:"" Values',
  VolumeMount: 'Name:"" ReadOnly:false RecursiveReadOnly MountPath:"" SubPath:"" MountPropagation SubPathExpr:""',
  VolumeDevice: 'Name:"" DevicePath:""',
  Probe:
    'Exec:*Exec HTTPGet:*HTTPGet TCPSocket:*TCPSocket GRPC:*GRPC InitialDelaySeconds:0 TimeoutSeconds:0 ' +
    'PeriodSeconds:0 SuccessThreshold:0 FailureThreshold:0 TerminationGracePeriodSeconds',
  Exec: 'Command',
  HTTPGet: 'Path:"" Port:0 Host:"" Scheme:"" HTTPHeaders:[NameValue]',
  TCPSocket: 'Port:0 Host:""',
  GRPC: 'Port:0 Service',
  Lifecycle: 'PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal',
  LifecycleHandler: 'Exec:*Exec HTTPGet:*HTTPGet TCPSocket:*TCPSocket Sleep:*Sleep',
  Sleep: 'Seconds:0',
  SecurityContext:
    'Capabilities:*Capabilities Privileged SELinuxOptions:*SELinuxOptions WindowsOptions:*WindowsOptions RunAsUser ' +
    'RunAsGroup RunAsNonRoot ReadOnlyRootFilesystem AllowPrivilegeEscalation ProcMount SeccompProfile:*Profile ' +
    'AppArmorProfile:*Profile',
  Capabilities: 'Add Drop',
  Toleration: 'Key:"" Operator:"" Value:"" Effect:"" TolerationSeconds',
  HostAlias: 'IP:"" Hostnames',
  DNSConfig: 'Nameservers Searches Options:[DNSOption]',
  DNSOption: 'Name:"" Value',
  ReadinessGate: 'ConditionType:""',
  ResourceClaim: 'Name:"" ResourceClaimName ResourceClaimTemplateName',
  WorkloadReference: 'Name:"" PodGroup:"" PodGroupReplicaKey:""',
  TopologySpreadConstraint:
    'MaxSkew:0 TopologyKey:"" WhenUnsatisfiable:"" LabelSelector MinDomains NodeAffinityPolicy NodeTaintsPolicy ' +
    'MatchLabelKeys',
  Affinity: 'NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAffinity',
  NodeAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector ' +
    'PreferredDuringSchedulingIgnoredDuringExecution:[PreferredTerm]',
  NodeSelector: 'NodeSelectorTerms:[NodeSelectorTerm]',
  NodeSelectorTerm: 'MatchExpressions:[NodeRequirement] MatchFields:[NodeRequirement]',
  NodeRequirement: 'Key:"" Operator:"" Values',
  PreferredTerm: 'Weight:0 Preference:NodeSelectorTerm',
  PodAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm] ' +
    'PreferredDuringSchedulingIgnoredDuringExecution:[WeightedTerm]',
  WeightedTerm: 'Weight:0 PodAffinityTerm:PodAffinityTerm',
  PodAffinityTerm: 'LabelSelector Namespaces TopologyKey:"" NamespaceSelector MatchLabelKeys MismatchLabelKeys',
  Volume:
    'Name:"" HostPath:*HostPath EmptyDir:*EmptyDir GCEPersistentDisk AWSElasticBlockStore GitRepo Secret:*SecretVolume ' +
    'NFS:*NFS ISCSI Glusterfs PersistentVolumeClaim:*ClaimVolume RBD Quobyte FlexVolume Cinder CephFS Flocker ' +
    'DownwardAPI:*DownwardVolume FC AzureFile ConfigMap:*ConfigMapVolume VsphereVolume AzureDisk ' +
    'PhotonPersistentDisk Projected:*ProjectedVolume PortworxVolume ScaleIO StorageOS CSI Ephemeral Image:*ImageVolume',
  HostPath: 'Path:"" Type',
  EmptyDir: 'Medium:"" SizeLimit',
  SecretVolume: 'SecretName:"" Items:[KeyToPath] DefaultMode Optional',
  NFS: 'Server:"" Path:"" ReadOnly:false',
  ClaimVolume: 'ClaimName:"" ReadOnly:false',
  DownwardVolume: 'Items:[DownwardFile] DefaultMode',
  DownwardFile: 'Path:"" FieldRef:*FieldRef ResourceFieldRef:*ResourceFieldRef Mode',
  ConfigMapVolume: 'Name:"" Items:[KeyToPath] DefaultMode Optional',
  KeyToPath: 'Key:"" Path:"" Mode',
  ImageVolume: 'Reference:"" PullPolicy:""',
  ProjectedVolume: 'Sources:[Projection] DefaultMode',
  Projection:
    'Secret:*ProjectedReference DownwardAPI:*ProjectedDownward ConfigMap:*ProjectedReference ' +
    'ServiceAccountToken:*TokenProjection ClusterTrustBundle PodCertificate',
  ProjectedReference: 'Name:"" Items:[KeyToPath] Optional',
  ProjectedDownward: 'Items:[DownwardFile]',
  TokenProjection: 'Audience:"" ExpirationSeconds:0 Path:""',
};
