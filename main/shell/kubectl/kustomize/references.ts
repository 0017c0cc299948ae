// Models builtinpluginconsts/namereference.go of sigs.k8s.io/kustomize/api: where resources name each other.
import type { FieldSpec } from './field-paths.ts';

export interface ReferenceRule {
  /** What is referred to. */
  readonly kind: string;
  readonly group?: string | undefined;
  readonly places: readonly FieldSpec[];
}

const podSpecs: Readonly<Record<string, string>> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

const CONFIGURED = ['Pod', 'PodTemplate', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'];
const EMPLOYED = ['Pod', 'StatefulSet', 'Deployment', 'ReplicationController', 'CronJob', 'Job', 'DaemonSet'];

const inPods = (kinds: readonly string[], paths: readonly string[]): readonly FieldSpec[] =>
  kinds.flatMap((kind) => paths.map((path) => ({ kind, path: `${podSpecs[kind] ?? ''}/${path}` })));

const at = (kind: string, ...paths: readonly string[]): readonly FieldSpec[] => paths.map((path) => ({ kind, path }));

const inContainers = (reference: string): readonly string[] =>
  ['containers', 'initContainers'].map((list) => `${list}/${reference}`);

const scaled = at('HorizontalPodAutoscaler', 'spec/scaleTargetRef/name');
const RBAC = 'rbac.authorization.k8s.io';
const named = [...at('Role', 'rules/resourceNames'), ...at('ClusterRole', 'rules/resourceNames')];
const annotation = (name: string) => `metadata/annotations/${name.replaceAll('/', '\\/')}`;

export const referenceRules: readonly ReferenceRule[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({ kind, places: scaled })),
  {
    kind: 'ConfigMap',
    places: [
      ...inPods(CONFIGURED, [
        'volumes/configMap/name',
        ...inContainers('env/valueFrom/configMapKeyRef/name'),
        ...inContainers('envFrom/configMapRef/name'),
        'volumes/projected/sources/configMap/name',
      ]),
      ...named,
      ...at('Ingress', annotation('nginx.ingress.kubernetes.io/fastcgi-params-configmap')),
    ],
  },
  {
    kind: 'Secret',
    places: [
      ...inPods(CONFIGURED, [
        'volumes/secret/secretName',
        ...inContainers('env/valueFrom/secretKeyRef/name'),
        ...inContainers('envFrom/secretRef/name'),
        'imagePullSecrets/name',
        'volumes/projected/sources/secret/name',
      ]),
      ...at('Ingress', 'spec/tls/secretName', annotation('ingress.kubernetes.io/auth-secret')),
      ...at('Ingress', annotation('nginx.ingress.kubernetes.io/auth-secret')),
      ...at('Ingress', annotation('nginx.ingress.kubernetes.io/auth-tls-secret')),
      ...at('ServiceAccount', 'imagePullSecrets/name'),
      ...at('StorageClass', 'parameters/secretName', 'parameters/adminSecretName'),
      ...at('StorageClass', 'parameters/userSecretName', 'parameters/secretRef'),
      ...named,
      ...at('PersistentVolume', 'spec/azureFile/secretName'),
    ],
  },
  {
    kind: 'Service',
    places: [
      { kind: 'StatefulSet', group: 'apps', path: 'spec/serviceName' },
      ...at('Ingress', 'spec/rules/http/paths/backend/serviceName', 'spec/backend/serviceName'),
      ...at('Ingress', 'spec/rules/http/paths/backend/service/name', 'spec/defaultBackend/service/name'),
      { kind: 'APIService', group: 'apiregistration.k8s.io', path: 'spec/service/name' },
    ],
  },
  { kind: 'Role', group: RBAC, places: [{ kind: 'RoleBinding', group: RBAC, path: 'roleRef/name' }] },
  {
    kind: 'ClusterRole',
    group: RBAC,
    places: ['RoleBinding', 'ClusterRoleBinding'].map((kind) => ({ kind, group: RBAC, path: 'roleRef/name' })),
  },
  { kind: 'ServiceAccount', places: inPods(EMPLOYED, ['serviceAccountName']) },
  { kind: 'PersistentVolumeClaim', places: inPods(EMPLOYED, ['volumes/persistentVolumeClaim/claimName']) },
  {
    kind: 'PersistentVolume',
    places: [...at('PersistentVolumeClaim', 'spec/volumeName'), ...at('ClusterRole', 'rules/resourceNames')],
  },
  {
    kind: 'StorageClass',
    group: 'storage.k8s.io',
    places: [
      ...at('PersistentVolume', 'spec/storageClassName'),
      ...at('PersistentVolumeClaim', 'spec/storageClassName'),
      ...at('StatefulSet', 'spec/volumeClaimTemplates/spec/storageClassName'),
    ],
  },
  { kind: 'PriorityClass', group: 'scheduling.k8s.io', places: inPods(EMPLOYED, ['priorityClassName']) },
];
