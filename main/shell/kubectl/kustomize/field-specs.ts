// Models the default transformer configuration of sigs.k8s.io/kustomize/api/internal/konfig/builtinpluginconsts: where
// labels, annotations and images stand.
import type { FieldSpec } from './field-paths.ts';

const templates: readonly (readonly [kind: string, path: string, group?: string, version?: string])[] = [
  ['ReplicationController', 'spec/template/metadata', '', 'v1'],
  ['Deployment', 'spec/template/metadata'],
  ['ReplicaSet', 'spec/template/metadata'],
  ['DaemonSet', 'spec/template/metadata'],
  ['StatefulSet', 'spec/template/metadata'],
  ['Job', 'spec/template/metadata', 'batch'],
  ['CronJob', 'spec/jobTemplate/metadata', 'batch'],
  ['CronJob', 'spec/jobTemplate/spec/template/metadata', 'batch'],
];

const ofTemplates = (field: string): readonly FieldSpec[] =>
  templates.map(([kind, path, group, version]) => ({ kind, path: `${path}/${field}`, group, version, create: true }));

export const metadataLabels: FieldSpec = { path: 'metadata/labels', create: true };
export const templateLabels: readonly FieldSpec[] = [metadataLabels, ...ofTemplates('labels')];
export const annotationFields: readonly FieldSpec[] = [
  { path: 'metadata/annotations', create: true },
  ...ofTemplates('annotations'),
];
export const claimLabels: readonly FieldSpec[] = [
  { kind: 'StatefulSet', group: 'apps', path: 'spec/volumeClaimTemplates/metadata/labels', create: true },
];

const term = 'labelSelector/matchLabels';
const affinities = ['podAffinity', 'podAntiAffinity'].flatMap((name) => [
  `affinity/${name}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/${term}`,
  `affinity/${name}/requiredDuringSchedulingIgnoredDuringExecution/${term}`,
]);

const podSelectors = (kind: string): readonly FieldSpec[] =>
  [...affinities, `topologySpreadConstraints/${term}`].map((path) => ({
    kind,
    group: 'apps',
    path: `spec/template/spec/${path}`,
  }));

const NETWORK = { kind: 'NetworkPolicy', group: 'networking.k8s.io' };

/** Labels and what selects by them. */
export const commonLabels: readonly FieldSpec[] = [
  { kind: 'Service', version: 'v1', path: 'spec/selector', create: true },
  { kind: 'ReplicationController', version: 'v1', path: 'spec/selector', create: true },
  { kind: 'Deployment', path: 'spec/selector/matchLabels', create: true },
  ...podSelectors('Deployment'),
  { kind: 'ReplicaSet', path: 'spec/selector/matchLabels', create: true },
  { kind: 'DaemonSet', path: 'spec/selector/matchLabels', create: true },
  { kind: 'StatefulSet', group: 'apps', path: 'spec/selector/matchLabels', create: true },
  ...podSelectors('StatefulSet'),
  { kind: 'Job', group: 'batch', path: 'spec/selector/matchLabels' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate/spec/selector/matchLabels' },
  { kind: 'PodDisruptionBudget', group: 'policy', path: 'spec/selector/matchLabels' },
  ...['spec/podSelector/matchLabels', 'spec/ingress/from/podSelector/matchLabels'].map((path) => ({
    ...NETWORK,
    path,
  })),
  { ...NETWORK, path: 'spec/egress/to/podSelector/matchLabels' },
  ...templateLabels,
  ...claimLabels,
];

export const replicaFields: readonly FieldSpec[] = [
  'Deployment',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
].map((kind) => ({ kind, path: 'spec/replicas', create: true }));
