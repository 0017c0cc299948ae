import { expect, it } from 'vitest';
import { KindsServer } from '../kinds/testing/server.ts';
import { withComponentFields } from './component-fields.ts';
import type { ManagedFieldsEntry, Pod } from './generated/types.ts';
import type { ResourceName } from './resources.ts';

const world = new KindsServer();
const managers = (resource: ResourceName, object: object) =>
  (
    (
      withComponentFields(world.server.kinds[resource] as never, object).metadata as {
        managedFields?: ManagedFieldsEntry[];
      }
    ).managedFields ?? []
  ).map(({ manager, operation, subresource, time, fieldsV1 }) => ({ manager, operation, subresource, time, fieldsV1 }));

const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', creationTimestamp: '2026-01-05T08:00:00Z', labels: { app: 'web' } },
  spec: { nodeName: 'n', containers: [] },
  status: {
    phase: 'Running',
    qosClass: 'BestEffort',
    conditions: [
      { type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-01-05T08:00:00Z' },
      { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-05T08:00:05Z' },
    ],
  },
};

it('tells what the kubelet writes of a Pod that a person made', () => {
  const mine = {
    manager: 'kubectl',
    operation: 'Update',
    apiVersion: 'v1',
    fieldsType: 'FieldsV1',
    time: 't',
    fieldsV1: { 'f:spec': {} },
  };
  expect(managers('pods', { ...pod, metadata: { ...pod.metadata, managedFields: [mine] } })).toEqual([
    {
      manager: 'kubelet',
      operation: 'Update',
      subresource: 'status',
      time: '2026-01-05T08:00:05Z',
      fieldsV1: {
        'f:status': {
          'f:conditions': {
            '.': {},
            'k:{"type":"Ready"}': { '.': {}, 'f:lastTransitionTime': {}, 'f:status': {}, 'f:type': {} },
          },
          'f:phase': {},
        },
      },
    },
    expect.objectContaining({ manager: 'kubectl' }),
  ]);
});

it('tells who made what nobody outside made', () => {
  expect(managers('pods', pod)).toMatchObject([
    {
      manager: 'kube-controller-manager',
      time: '2026-01-05T08:00:00Z',
      fieldsV1: { 'f:metadata': { 'f:labels': {} } },
    },
    { manager: 'kubelet', subresource: 'status' },
  ]);
  const pending = { ...pod, spec: { containers: [] } };
  expect(managers('pods', pending).at(-1)).toMatchObject({ manager: 'kube-scheduler', subresource: 'status' });
});

it('leaves out what admission and the scheduler add', () => {
  const mounts = [{ name: 'kube-api-access-x', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }];
  const containers = [{ name: 'main', image: 'i', volumeMounts: mounts }];
  const volumes = [
    { name: 'kube-api-access-x', projected: {} },
    { name: 'own', emptyDir: {} },
  ];
  const spec = { nodeName: 'n', priority: 0, tolerations: [{ operator: 'Exists' }], containers, volumes };
  expect(managers('pods', { ...pod, spec })[0]?.fieldsV1).toMatchObject({
    'f:spec': {
      'f:containers': { '.': {}, 'k:{"name":"main"}': { '.': {}, 'f:image': {}, 'f:name': {} } },
      'f:volumes': { '.': {}, 'k:{"name":"own"}': { '.': {}, 'f:emptyDir': {}, 'f:name': {} } },
    },
  });
  const fields = JSON.stringify(managers('pods', { ...pod, spec })[0]?.fieldsV1);
  for (const field of ['nodeName', 'priority', 'tolerations', 'volumeMounts', 'kube-api'])
    expect(fields).not.toContain(field);
});

it('tells the revision that the controller writes on a Deployment', () => {
  const mine = {
    manager: 'kubectl',
    operation: 'Update',
    apiVersion: 'apps/v1',
    fieldsType: 'FieldsV1',
    time: 't',
    fieldsV1: { 'f:spec': {} },
  };
  const annotations = { 'deployment.kubernetes.io/revision': '1' };
  const metadata = { name: 'd', annotations, managedFields: [mine], creationTimestamp: '2026-01-05T08:00:00Z' };
  const found = managers('deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    status: { replicas: 1 },
  });
  expect(found.map(({ manager, fieldsV1 }) => [manager, fieldsV1])).toContainEqual([
    'kube-controller-manager',
    { 'f:metadata': { 'f:annotations': { 'f:deployment.kubernetes.io/revision': {} } } },
  ]);
});
