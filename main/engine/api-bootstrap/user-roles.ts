// Models editRules, viewRules and ClusterRoles of plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go (v1.35): the
// roles for people.
import type { PolicyRule } from '../api/generated/types.ts';
import { on, paths, READ, READ_WRITE, WRITE } from './rule-words.ts';

const RBAC = 'rbac.authorization.k8s.io';

const adminRules = [
  on('authorization.k8s.io', 'localsubjectaccessreviews', 'create'),
  on(RBAC, 'roles rolebindings', READ_WRITE),
];

const podDoors = 'pods/attach pods/proxy pods/exec pods/portforward';

const editRules = [
  on('core', `${podDoors} secrets services/proxy`, READ),
  on('core', 'serviceaccounts', 'impersonate'),
  on('core', `pods ${podDoors}`, WRITE),
  on('core', 'pods/eviction', 'create'),
  on(
    'core',
    'replicationcontrollers replicationcontrollers/scale serviceaccounts services services/proxy persistentvolumeclaims ' +
      'configmaps secrets events',
    WRITE,
  ),
  on('core', 'serviceaccounts/token', 'create'),
  on(
    'apps',
    'statefulsets statefulsets/scale daemonsets deployments deployments/scale deployments/rollback replicasets ' +
      'replicasets/scale',
    WRITE,
  ),
  on('autoscaling', 'horizontalpodautoscalers', WRITE),
  on('batch', 'jobs cronjobs', WRITE),
  on(
    'extensions',
    'daemonsets deployments deployments/scale deployments/rollback ingresses replicasets replicasets/scale ' +
      'replicationcontrollers/scale networkpolicies',
    WRITE,
  ),
  on('policy', 'poddisruptionbudgets', WRITE),
  on('networking.k8s.io', 'networkpolicies ingresses', WRITE),
  on('coordination.k8s.io', 'leases', READ_WRITE),
  on('resource.k8s.io', 'resourceclaims resourceclaimtemplates', WRITE),
];

const viewRules = [
  on(
    'core',
    'pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status endpoints ' +
      'persistentvolumeclaims persistentvolumeclaims/status configmaps',
    READ,
  ),
  on(
    'core',
    'limitranges resourcequotas bindings events pods/status resourcequotas/status namespaces/status ' +
      'replicationcontrollers/status pods/log',
    READ,
  ),
  on('core', 'namespaces', READ),
  on('discovery.k8s.io', 'endpointslices', READ),
  on(
    'apps',
    'controllerrevisions statefulsets statefulsets/status statefulsets/scale daemonsets daemonsets/status deployments ' +
      'deployments/status deployments/scale replicasets replicasets/status replicasets/scale',
    READ,
  ),
  on('autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status', READ),
  on('batch', 'jobs cronjobs cronjobs/status jobs/status', READ),
  on(
    'extensions',
    'daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status replicasets ' +
      'replicasets/scale replicasets/status replicationcontrollers/scale networkpolicies',
    READ,
  ),
  on('policy', 'poddisruptionbudgets poddisruptionbudgets/status', READ),
  on('networking.k8s.io', 'networkpolicies ingresses ingresses/status', READ),
  on('resource.k8s.io', 'resourceclaims resourceclaims/status resourceclaimtemplates', READ),
];

const health = '/livez /readyz /healthz /version /version/';

export interface FirstRole {
  readonly name: string;
  readonly rules: readonly PolicyRule[];
  /** Its rules become also those of this role. */
  readonly aggregatedTo?: 'admin' | 'edit' | 'view';
  /** Its rules are gathered from others, by its own name. */
  readonly gathers?: boolean;
}

export const userRoles: readonly FirstRole[] = [
  { name: 'cluster-admin', rules: [on('*', '*', '*'), paths('*', '*')] },
  { name: 'system:discovery', rules: [paths(`${health} /openapi /openapi/* /api /api/* /apis /apis/*`)] },
  {
    name: 'system:monitoring',
    rules: [paths('/metrics /metrics/slis /livez /readyz /healthz /livez/* /readyz/* /healthz/*')],
  },
  {
    name: 'system:basic-user',
    rules: [
      on('authorization.k8s.io', 'selfsubjectaccessreviews selfsubjectrulesreviews', 'create'),
      on('authentication.k8s.io', 'selfsubjectreviews', 'create'),
    ],
  },
  { name: 'system:public-info-viewer', rules: [paths(health)] },
  { name: 'admin', rules: [], gathers: true },
  { name: 'edit', rules: [], gathers: true, aggregatedTo: 'admin' },
  { name: 'view', rules: [], gathers: true, aggregatedTo: 'edit' },
  { name: 'system:aggregate-to-admin', rules: adminRules, aggregatedTo: 'admin' },
  { name: 'system:aggregate-to-edit', rules: editRules, aggregatedTo: 'edit' },
  { name: 'system:aggregate-to-view', rules: viewRules, aggregatedTo: 'view' },
];
