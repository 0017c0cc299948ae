import { describe, expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

const pod = (spec = '', metadata = 'name: web') =>
  `{apiVersion: v1, kind: Pod, metadata: {${metadata}}, spec: {${spec} containers: [{name: main, image: i}]}}`;
const priorityClass = (name: string, value: number, more = '') =>
  `{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: ${name}}, value: ${value}${more}}`;

describe('Priority', () => {
  test('comes from the class that is named', () => {
    const server = new KindsServer();
    server.apply(priorityClass('calm', -5, ', preemptionPolicy: Never'));
    server.apply(pod('priorityClassName: calm,'));
    expect(server.get('pods', 'web').spec).toMatchObject({ priority: -5, preemptionPolicy: 'Never' });
  });

  test('comes from the default class where none is named, of which there is one', () => {
    const server = new KindsServer();
    server.apply(priorityClass('usual', 10, ', globalDefault: true'));
    server.apply(pod());
    expect(server.get('pods', 'web').spec).toMatchObject({ priority: 10, priorityClassName: 'usual' });
    expect(server.refusal(priorityClass('other', 20, ', globalDefault: true'))).toBe(
      'priorityclasses.scheduling.k8s.io "other" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    );
  });

  test.each([
    [pod('priorityClassName: none,'), 'pods "web" is forbidden: no PriorityClass with name none was found'],
    [
      pod('priorityClassName: none,', 'generateName: web-'),
      'pods "web-" is forbidden: no PriorityClass with name none was found',
    ],
    [
      pod('preemptionPolicy: Never,'),
      'pods "web" is forbidden: the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name',
    ],
  ])('%s is refused', (manifest, message) => {
    expect(new KindsServer().refusal(manifest)).toBe(message);
  });
});

test.each([
  [pod('runtimeClassName: kata,'), 'pods "web" is forbidden: pod rejected: RuntimeClass "kata" not found'],
  [
    pod('overhead: {cpu: 1},'),
    'pods "web" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
  ],
])('%s names no class of runtimes that is there', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toBe(message);
});

describe('ServiceAccount', () => {
  test('must be there, unless it is the default one', () => {
    expect(new KindsServer().refusal(pod('serviceAccountName: robot,'))).toBe(
      'pods "web" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
    );
  });

  test('says whether its token is mounted, and brings secrets for images', () => {
    const server = new KindsServer();
    server.apply(
      '{apiVersion: v1, kind: ServiceAccount, metadata: {name: robot}, automountServiceAccountToken: false, imagePullSecrets: [{name: hub}]}',
    );
    server.apply(pod('serviceAccountName: robot,'));
    const { spec } = server.get('pods', 'web');
    expect(spec?.volumes).toBeUndefined();
    expect(spec?.imagePullSecrets).toEqual([{ name: 'hub' }]);
  });
});

test('claims without a class get the default one', () => {
  const server = new KindsServer();
  const marked = 'annotations: {storageclass.kubernetes.io/is-default-class: "true"}';
  server.apply(
    `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast, ${marked}}, provisioner: a.b/c}`,
  );
  const claim = (name: string, rest = '') =>
    `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}${rest}}}`;
  server.apply(claim('a'));
  server.apply(claim('b', ', storageClassName: ""'));
  expect(server.get('persistentvolumeclaims', 'a').spec?.storageClassName).toBe('fast');
  expect(server.get('persistentvolumeclaims', 'b').spec?.storageClassName).toBe('');
});

test('a Pod that names its node has the topology labels of that node', () => {
  const server = new KindsServer();
  const labels = 'topology.kubernetes.io/zone: a, topology.kubernetes.io/region: r, disk: ssd';
  server.apply(`{apiVersion: v1, kind: Node, metadata: {name: node1, labels: {${labels}}}}`);
  server.apply(pod('nodeName: node1,', 'name: web, labels: {topology.kubernetes.io/zone: mine, app: web}'));
  expect(server.get('pods', 'web').metadata?.labels).toEqual({
    app: 'web',
    'topology.kubernetes.io/region': 'r',
    'topology.kubernetes.io/zone': 'a',
  });
});
