import { expect, test } from 'vitest';
import type { Micros } from '../../kernel/time.ts';
import { kinds } from '../registry.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { persistentVolumeWarnings } from './warnings.ts';

const volume = (spec: string) => `{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {${spec}}}`;
const whole = 'capacity: {storage: 1024Mi}, accessModes: [ReadWriteMany, ReadWriteOnce], nfs: {server: s, path: /p}';

test('a volume is kept when it is released, and protected while it is used', () => {
  const server = new KindsServer();
  server.apply(volume(`${whole}, hostPath: null`));
  const { metadata, spec, status } = server.get('persistentvolumes', 'disk');
  expect(metadata?.finalizers).toEqual(['kubernetes.io/pv-protection']);
  expect(spec).toMatchObject({ persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
  expect(spec?.capacity).toEqual({ storage: '1Gi' });
  expect(status).toMatchObject({ phase: 'Pending' });
});

test('is printed and described', () => {
  const server = new KindsServer();
  server.apply(volume(`${whole}, claimRef: {namespace: team, name: data}`));
  const disk = server.get('persistentvolumes', 'disk');
  const context = printContext(0 as Micros);
  expect(kinds.persistentvolumes.columns.slice(0, 8).map(({ cell }) => cell(disk, context))).toEqual([
    ...['disk', '1Gi', 'RWO,RWX', 'Retain', 'Pending', 'team/data', '', '<unset>'],
  ]);
  expect(kinds.persistentvolumes.describe(disk, context)).toContain(
    'Source:\n    Type:      NFS (an NFS mount that lasts the lifetime of a pod)\n    Server:    s\n    Path:      /p\n',
  );
});

test.each([
  ['capacity: {storage: 1Gi}, hostPath: {path: /x}', 'spec.accessModes: Required value'],
  [
    'capacity: {cpu: 1}, accessModes: [ReadWriteOnce], hostPath: {path: /x}',
    'spec.capacity: Unsupported value: {"cpu":"1"}: supported values: "storage"',
  ],
  [
    `capacity: {storage: 0}, accessModes: [ReadWriteOnce], hostPath: {path: /x}`,
    'spec.capacity[storage]: Invalid value: "0": must be greater than zero',
  ],
  [`${whole}, local: {path: /x}`, 'spec.local: Forbidden: may not specify more than 1 volume type'],
  [
    'capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], local: {path: /x}',
    'spec.nodeAffinity: Required value: Local volume requires node affinity',
  ],
  [
    'capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /a/../b}',
    'spec.hostPath.path: Invalid value: "/a/../b": must not contain \'..\'',
  ],
  [
    `${whole}, persistentVolumeReclaimPolicy: Keep`,
    'spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Recycle", "Retain"',
  ],
])('%s is refused', (spec, message) => {
  expect(new KindsServer().refusal(volume(spec))).toBe(`PersistentVolume "disk" is invalid: ${message}`);
});

test('the source stays', () => {
  const server = new KindsServer();
  server.apply(volume(whole));
  expect(server.refusal(volume(whole.replace('/p', '/q')))).toContain(
    'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
  );
});

test('recycling and parts of bytes are warned of', () => {
  const spec = { persistentVolumeReclaimPolicy: 'Recycle', capacity: { storage: '1500m' } };
  expect(persistentVolumeWarnings({ spec })).toEqual([
    'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    'spec.capacity[storage]: fractional byte value "1500m" is invalid, must be an integer',
  ]);
});
