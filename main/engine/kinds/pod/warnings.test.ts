import { expect, test } from 'vitest';
import type { Container, Pod, PodSpec } from '../../api/generated/types.ts';
import { controllerWarnings, podWarnings } from './warnings.ts';

const warningsOf = (container: Partial<Container>, spec: Partial<PodSpec> = {}, name = 'p'): string[] => {
  const pod: Pod = { metadata: { name }, spec: { containers: [{ name: 'c', ...container }], ...spec } };
  return podWarnings(pod, undefined);
};

test('a plain Pod is nothing to warn of', () => {
  expect(warningsOf({})).toEqual([]);
});

test.each([
  [
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
        { name: 'A', value: '$(A)3' },
      ],
    },
    ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
  ],
  [
    {
      ports: [
        { containerPort: 1, protocol: 'TCP' },
        { containerPort: 1, protocol: 'TCP' },
      ],
    },
    ['spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]'],
  ],
  [
    {
      ports: [
        { containerPort: 1, protocol: 'TCP', hostPort: 5 },
        { containerPort: 1, protocol: 'TCP' },
      ],
    },
    ['spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]'],
  ],
  [
    { ports: [{ containerPort: 1, protocol: 'UDP', hostIP: '10.0.0.1' }] },
    [
      'spec.containers[0].ports[0]: hostIP set without hostPort: ' +
        '{Name: HostPort:0 ContainerPort:1 Protocol:UDP HostIP:10.0.0.1}',
    ],
  ],
  [
    { resources: { limits: { memory: '1500m' } } },
    ['spec.containers[0].resources.limits[memory]: fractional byte value "1500m" is invalid, must be an integer'],
  ],
])('container %j', (container, warnings) => {
  expect(warningsOf(container)).toEqual(warnings);
});

test('the choice of nodes', () => {
  const spec = {
    nodeSelector: { 'beta.kubernetes.io/os': 'linux' },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
  };
  expect(warningsOf({}, spec)).toEqual([
    'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
    'spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod',
  ]);
});

test('files that lie one in the other', () => {
  const items = [
    { key: 'a', path: 'dir' },
    { key: 'b', path: 'dir/file' },
  ];
  expect(warningsOf({}, { volumes: [{ name: 'v', configMap: { name: 'm', items } }] })).toEqual([
    'volume "v" (ConfigMap "m"): overlapping paths: "dir/file" with "dir"',
  ]);
});

test('names that are no labels surprise, once', () => {
  const surprise = (what: string) =>
    `metadata.name: this is used in ${what}, which can result in surprising behavior; a DNS label is recommended: ` +
    '[must not contain dots]';
  expect(warningsOf({}, {}, 'p.v2')).toEqual([surprise("the Pod's hostname")]);
  const template = { spec: { containers: [] } };
  const controller = { metadata: { name: 'c.v2' }, spec: { template } };
  expect(controllerWarnings('spec.template', template, controller, undefined)).toEqual([
    surprise('Pod names and hostnames'),
  ]);
  expect(controllerWarnings('spec.template', template, controller, controller)).toEqual([]);
});
