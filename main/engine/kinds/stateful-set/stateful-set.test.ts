import { expect, test } from 'vitest';
import { START } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { statefulSetKind } from './definition.ts';

const manifest = (rest = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ledger}
spec:
  ${rest}
  serviceName: books
  selector: {matchLabels: {app: ledger}}
  template: {metadata: {labels: {app: ledger}}, spec: {containers: [{name: clerk, image: "ledger:1"}]}}
  volumeClaimTemplates:
  - metadata: {name: pages}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}
`;

test('is completed, its claims too', () => {
  const server = new KindsServer();
  server.apply(manifest());
  const { spec, status } = server.get('statefulsets', 'ledger');
  expect(spec).toMatchObject({
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  });
  expect(spec?.volumeClaimTemplates?.[0]).toMatchObject({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: { volumeMode: 'Filesystem', resources: { requests: { storage: '1Gi' } } },
    status: { phase: 'Pending' },
  });
  expect(status).toEqual({ availableReplicas: 0, replicas: 0 });
});

test('may mount what its claims give; what else its Pods say is not looked at', () => {
  const server = new KindsServer();
  const mounts = '{name: clerk, image: "ledger:1", volumeMounts: [{name: pages, mountPath: /pages}]}';
  expect(server.refusal(manifest().replace('{name: clerk, image: "ledger:1"}', mounts))).toBe('');
  expect(server.refusal(manifest().replace('metadata: {labels: {app: ledger}}', 'metadata: {labels: {app: x}}'))).toBe(
    'StatefulSet.apps "ledger" is invalid: spec.template.metadata.labels: Invalid value: {"app":"x"}: ' +
      '`selector` does not match template `labels`',
  );
});

test.each([
  [
    'podManagementPolicy: AtOnce',
    "spec.podManagementPolicy: Invalid value: \"AtOnce\": must be 'OrderedReady' or 'Parallel'",
  ],
  [
    'updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}',
    'spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: ' +
      "only allowed for updateStrategy 'RollingUpdate'",
  ],
  [
    'updateStrategy: {type: Later}',
    'spec.updateStrategy: Invalid value: {"Type":"Later","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'',
  ],
])('%s is refused', (rest, message) => {
  expect(new KindsServer().refusal(manifest(rest))).toBe(`StatefulSet.apps "ledger" is invalid: ${message}`);
});

test('most of it stays as it is', () => {
  const server = new KindsServer();
  server.apply(manifest());
  expect(server.refusal(manifest('replicas: 3'))).toBe('');
  expect(server.refusal(manifest().replace('books', 'papers'))).toBe(
    'StatefulSet.apps "ledger" is invalid: spec: Forbidden: updates to statefulset spec for fields other than ' +
      "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', " +
      "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  );
});

test('describe shows the claims', () => {
  const server = new KindsServer();
  server.apply(manifest());
  const text = statefulSetKind.describe(server.get('statefulsets', 'ledger'), printContext(START));
  expect(text).toContain('Update Strategy:    RollingUpdate\n  Partition:        0\n');
  expect(text).toContain(
    [
      'Volume Claims:',
      '  Name:          pages',
      '  StorageClass:  ',
      '  Labels:        <none>',
      '  Annotations:   <none>',
      '  Capacity:      1Gi',
      '  Access Modes:  [ReadWriteOnce]',
    ].join('\n'),
  );
});
