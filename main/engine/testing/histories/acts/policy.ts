// What people do with quotas, ranges, budgets, autoscalers, priorities and roles.
import type { RandomStream } from '../../../kernel/random.ts';
import { NAMES, NAMESPACES, applied, manifest, merged } from '../manifest.ts';
import type { Act } from '../step.ts';
import type { Generator } from './generator.ts';

function quota(random: RandomStream): Act {
  const hard = random.pick<object>([
    { pods: String(random.int(1, 12)) },
    { pods: '8', services: '2', configmaps: '3', persistentvolumeclaims: '2' },
    { 'requests.cpu': '2', 'limits.memory': '1Gi' },
    { 'count/jobs.batch': '1', 'services.nodeports': '1' },
  ]);
  return applied(
    random.pick(NAMESPACES),
    manifest('v1', 'ResourceQuota', { name: random.pick(NAMES) }, { spec: { hard } }),
  );
}

function limitRange(random: RandomStream): Act {
  const limits = [
    {
      type: 'Container',
      default: { cpu: '200m', memory: '128Mi' },
      defaultRequest: { cpu: '50m', memory: '32Mi' },
      ...(random.int(0, 2) === 0 && { max: { cpu: '500m' } }),
    },
  ];
  return applied(
    random.pick(NAMESPACES),
    manifest('v1', 'LimitRange', { name: random.pick(NAMES) }, { spec: { limits } }),
  );
}

function budget(random: RandomStream): Act {
  const name = random.pick(NAMES);
  const amount = random.pick([
    { minAvailable: 1 },
    { minAvailable: 2 },
    { minAvailable: '50%' },
    { maxUnavailable: 1 },
    { maxUnavailable: 0 },
    { maxUnavailable: '30%' },
  ]);
  const of = random.pick(['deployments', 'replicasets', 'statefulsets', 'replicationcontrollers']);
  const spec = { ...amount, selector: { matchLabels: { app: name, of } } };
  return applied(random.pick(NAMESPACES), manifest('policy/v1', 'PodDisruptionBudget', { name }, { spec }));
}

function autoscaler(random: RandomStream): Act {
  const name = random.pick(NAMES);
  const kind = random.pick(['Deployment', 'ReplicaSet', 'StatefulSet']);
  const spec = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
    minReplicas: random.int(1, 2),
    maxReplicas: random.int(2, 4),
  };
  const object = manifest('autoscaling/v2', 'HorizontalPodAutoscaler', { name }, { spec });
  return applied(random.pick(NAMESPACES), object);
}

function priorityClass(random: RandomStream): Act {
  const rest = {
    value: random.pick([10, 1000]),
    preemptionPolicy: random.pick(['Never', 'PreemptLowerPriority']),
  };
  return applied('default', manifest('scheduling.k8s.io/v1', 'PriorityClass', { name: random.pick(NAMES) }, rest));
}

function role(random: RandomStream): Act {
  const [name, api] = [random.pick(NAMES), 'rbac.authorization.k8s.io'] as const;
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  const roleRef = { apiGroup: api, kind: 'Role', name };
  const subjects = [{ kind: 'User', apiGroup: api, name: 'ann' }];
  return applied(
    random.pick(NAMESPACES),
    manifest(`${api}/v1`, 'Role', { name }, { rules }),
    manifest(`${api}/v1`, 'RoleBinding', { name }, { roleRef, subjects }),
    manifest(`${api}/v1`, 'ClusterRole', { name: `${name}-everywhere` }, { rules }),
  );
}

function changeBudget(random: RandomStream): Act {
  const place = { resource: 'poddisruptionbudgets', namespace: random.pick(NAMESPACES), name: random.pick(NAMES) };
  return merged(place, { spec: { minAvailable: random.int(0, 3), maxUnavailable: null } });
}

export const policy: readonly Generator[] = [
  { weight: 3, creates: true, make: quota },
  { weight: 2, creates: true, make: limitRange },
  { weight: 3, creates: true, make: budget },
  { weight: 1, make: changeBudget },
  { weight: 2, creates: true, make: autoscaler },
  { weight: 2, creates: true, make: priorityClass },
  { weight: 1, make: role },
];
