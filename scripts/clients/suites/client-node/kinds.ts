// Every kind that is kept, through its own methods: make, read, list, patch, replace, delete, delete all.
import type { ApiConstructor, ApiType, V1ObjectMeta } from '@kubernetes/client-node';
import type { Plain } from './plain-api.ts';
import { type Around, IMAGE, NAMESPACE, type Program, expect, until } from './program.ts';

type ApiName = Extract<keyof Around['library'], `${string}V${1 | 2}Api`>;

interface KindCase {
  /** The class of the API: `CoreV1Api`. */
  readonly api: ApiName;
  /** As methods name it: `NamespacedConfigMap`. */
  readonly methods: string;
  readonly body: object;
  /** A status that can be read and patched. */
  readonly hasStatus?: boolean;
}

interface Answered {
  readonly metadata?: Plain<V1ObjectMeta>;
  readonly items?: readonly Answered[];
}

type Method = (parameters: object, options?: object) => Promise<Answered>;

const labels = { app: 'case' };
const podSpec = { containers: [{ name: 'web', image: IMAGE }] };
const template = { metadata: { labels }, spec: podSpec };
const jobTemplate = { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } };
const workload = { selector: { matchLabels: labels }, template };
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
const subjects = [{ kind: 'User', name: 'jane', apiGroup: 'rbac.authorization.k8s.io' }];
const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
const backend = { service: { name: 'web', port: { number: 80 } } };

const core = 'CoreV1Api';
const apps = 'AppsV1Api';
const rbac = 'RbacAuthorizationV1Api';

const kindCases: readonly KindCase[] = [
  { api: core, methods: 'NamespacedConfigMap', body: { data: { a: '1' } } },
  { api: core, methods: 'NamespacedSecret', body: { stringData: { a: '1' } } },
  { api: core, methods: 'NamespacedService', body: { spec: { ports: [{ port: 80 }] } }, hasStatus: true },
  { api: core, methods: 'NamespacedServiceAccount', body: {} },
  { api: core, methods: 'NamespacedPod', body: { spec: podSpec }, hasStatus: true },
  {
    api: core,
    methods: 'NamespacedPersistentVolumeClaim',
    body: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    hasStatus: true,
  },
  {
    api: core,
    methods: 'NamespacedReplicationController',
    body: { spec: { replicas: 1, selector: labels, template } },
    hasStatus: true,
  },
  { api: core, methods: 'NamespacedResourceQuota', body: { spec: { hard: { pods: '50' } } }, hasStatus: true },
  {
    api: core,
    methods: 'NamespacedLimitRange',
    body: { spec: { limits: [{ type: 'Container', max: { cpu: '4' } }] } },
  },
  {
    api: core,
    methods: 'NamespacedEndpoints',
    body: { subsets: [{ addresses: [{ ip: '10.1.2.3' }], ports: [{ port: 80 }] }] },
  },
  {
    api: core,
    methods: 'NamespacedEvent',
    body: { involvedObject: { kind: 'Pod', name: 'x', namespace: NAMESPACE }, reason: 'Seen', message: 'm' },
  },
  { api: core, methods: 'Namespace', body: {}, hasStatus: true },
  { api: core, methods: 'Node', body: { spec: { unschedulable: true } }, hasStatus: true },
  {
    api: core,
    methods: 'PersistentVolume',
    body: { spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/tmp/x' } } },
    hasStatus: true,
  },
  { api: apps, methods: 'NamespacedDeployment', body: { spec: workload }, hasStatus: true },
  { api: apps, methods: 'NamespacedReplicaSet', body: { spec: workload }, hasStatus: true },
  {
    api: apps,
    methods: 'NamespacedStatefulSet',
    body: { spec: { ...workload, serviceName: 'web' } },
    hasStatus: true,
  },
  { api: apps, methods: 'NamespacedDaemonSet', body: { spec: workload }, hasStatus: true },
  { api: apps, methods: 'NamespacedControllerRevision', body: { revision: 1, data: { a: 1 } } },
  { api: 'BatchV1Api', methods: 'NamespacedJob', body: jobTemplate, hasStatus: true },
  {
    api: 'BatchV1Api',
    methods: 'NamespacedCronJob',
    body: { spec: { schedule: '*/5 * * * *', jobTemplate } },
    hasStatus: true,
  },
  {
    api: 'AutoscalingV2Api',
    methods: 'NamespacedHorizontalPodAutoscaler',
    body: { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 } },
    hasStatus: true,
  },
  {
    api: 'AutoscalingV1Api',
    methods: 'NamespacedHorizontalPodAutoscaler',
    body: { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 } },
    hasStatus: true,
  },
  {
    api: 'NetworkingV1Api',
    methods: 'NamespacedIngress',
    body: { spec: { defaultBackend: backend } },
    hasStatus: true,
  },
  { api: 'NetworkingV1Api', methods: 'NamespacedNetworkPolicy', body: { spec: { podSelector: {} } } },
  { api: 'NetworkingV1Api', methods: 'IngressClass', body: { spec: { controller: 'example.com/it' } } },
  {
    api: 'PolicyV1Api',
    methods: 'NamespacedPodDisruptionBudget',
    body: { spec: { minAvailable: 1 } },
    hasStatus: true,
  },
  { api: rbac, methods: 'NamespacedRole', body: { rules } },
  { api: rbac, methods: 'NamespacedRoleBinding', body: { roleRef, subjects } },
  { api: rbac, methods: 'ClusterRole', body: { rules } },
  { api: rbac, methods: 'ClusterRoleBinding', body: { roleRef, subjects } },
  { api: 'StorageV1Api', methods: 'StorageClass', body: { provisioner: 'example.com/it' } },
  { api: 'SchedulingV1Api', methods: 'PriorityClass', body: { value: 10 } },
  { api: 'CoordinationV1Api', methods: 'NamespacedLease', body: { spec: { holderIdentity: 'me' } } },
  {
    api: 'DiscoveryV1Api',
    methods: 'NamespacedEndpointSlice',
    body: { addressType: 'IPv4', endpoints: [{ addresses: ['10.1.2.3'] }], ports: [{ name: '', port: 80 }] },
  },
];

export const kindPrograms: readonly Program[] = kindCases.map((one) => ({
  name: `${one.api}: ${one.methods}`,
  run: (around) => runKind(around, one),
}));

async function runKind({ library, config }: Around, { api, methods, body, hasStatus }: KindCase): Promise<void> {
  const Api: ApiConstructor<ApiType> = library[api];
  const client: object = config.makeApiClient(Api);
  const call = (verb: string, parameters: object, suffix = ''): Promise<Answered> => {
    const method = Reflect.get(client, `${verb}${methods}${suffix}`) as Method;
    const isNamespaced = methods.startsWith('Namespaced');
    return Reflect.apply(method, client, [{ ...(isNamespaced && { namespace: NAMESPACE }), ...parameters }]);
  };
  const name = `case-${methods.replace('Namespaced', '').toLowerCase()}`;
  const made = await call('create', { body: { metadata: { name, labels }, ...body } });
  expect(made.metadata?.uid !== undefined && made.metadata.creationTimestamp instanceof Date, made);
  const read = await call('read', { name });
  expect(read.metadata?.name === name, read);
  const patch = [{ op: 'add', path: '/metadata/annotations', value: { patched: 'yes' } }];
  const patched = await call('patch', { name, body: patch });
  expect(patched.metadata?.annotations?.['patched'] === 'yes', patched);
  await until('replaced', async () => {
    const present = await call('read', { name });
    const annotations = { ...present.metadata?.annotations, replaced: 'yes' };
    const next = { ...present, metadata: { ...present.metadata, annotations } };
    // Controllers may have been quicker.
    return call('replace', { name, body: Object.assign(present, next) }).catch(() => undefined);
  });
  if (hasStatus) {
    const status = await call('read', { name }, 'Status');
    expect(status.metadata?.name === name, status);
  }
  const { items = [] } = await call('list', { labelSelector: 'app=case' });
  expect(
    items.some(({ metadata }) => metadata?.annotations?.['replaced'] === 'yes'),
    items,
  );
  await call('delete', { name });
  if (methods !== 'Node' && methods !== 'Namespace') await call('deleteCollection', { labelSelector: 'app=case' });
}
