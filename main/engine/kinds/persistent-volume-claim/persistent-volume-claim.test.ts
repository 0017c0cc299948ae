import { describe, expect, test } from 'vitest';
import type { Micros } from '../../kernel/time.ts';
import { kinds } from '../registry.ts';
import { KindsServer, printContext } from '../testing/server.ts';

const claim = (spec: string, name = 'data') =>
  `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}}, spec: {${spec}}}`;
const sized = (size: string, rest = '') =>
  claim(`accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}${rest}`);

/** Lets a claim be bound, as its controller would. */
function bind(server: KindsServer): void {
  const data = server.get('persistentvolumeclaims', 'data');
  const status = { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } };
  server.server.update(
    'persistentvolumeclaims',
    { ...data, spec: { ...data.spec, volumeName: 'disk' } },
    { actor: 'c' },
  );
  const bound = server.get('persistentvolumeclaims', 'data');
  server.server.update('persistentvolumeclaims', { ...bound, status }, { actor: 'c', subresource: 'status' });
}

test('a claim waits, protected', () => {
  const server = new KindsServer();
  server.apply(sized('1024Mi'));
  expect(server.get('persistentvolumeclaims', 'data')).toMatchObject({
    metadata: { finalizers: ['kubernetes.io/pvc-protection'] },
    spec: { volumeMode: 'Filesystem', resources: { requests: { storage: '1Gi' } } },
    status: { phase: 'Pending' },
  });
});

test.each([
  [
    claim('resources: {requests: {storage: 1Gi}}'),
    'spec.accessModes: Required value: at least 1 access mode is required',
  ],
  [claim('accessModes: [ReadWriteOnce]'), 'spec.resources[storage]: Required value'],
  [
    claim('accessModes: [Write], resources: {requests: {storage: 1Gi}}'),
    'spec.accessModes: Unsupported value: "Write": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
  ],
  [sized('0'), 'spec.resources[storage]: Invalid value: "0": must be greater than zero'],
])('%s is refused', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toBe(`PersistentVolumeClaim "data" is invalid: ${message}`);
});

describe('a claim that is there', () => {
  test('stays what it is, and shows what would have changed', () => {
    const server = new KindsServer();
    server.apply(sized('1Gi'));
    const refusal = server.refusal(sized('2Gi'));
    expect(refusal).toContain(
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@',
    );
    expect(refusal).toContain('-   "storage": "1Gi"\n+   "storage": "2Gi"\n');
  });

  test('grows once it is bound, where its class lets it', () => {
    const server = new KindsServer();
    server.apply(sized('1Gi', ', storageClassName: fixed'));
    server.apply('{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fixed}, provisioner: a.b/c}');
    bind(server);
    const larger = sized('2Gi', ', storageClassName: fixed, volumeName: disk');
    expect(server.refusal(larger)).toBe(
      'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
    server.apply(
      '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fixed}, provisioner: a.b/c, allowVolumeExpansion: true}',
    );
    expect(server.refusal(larger)).toBe('');
    expect(server.refusal(sized('500Mi', ', storageClassName: fixed, volumeName: disk'))).toContain(
      'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    );
  });

  test('names the Pods that use it', () => {
    const server = new KindsServer();
    server.apply(sized('1Gi'));
    const data = server.get('persistentvolumeclaims', 'data');
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }];
    const pods = ['b', 'a'].map((name) => ({
      metadata: { name, namespace: 'default' },
      spec: { containers: [], volumes },
    }));
    expect(kinds.persistentvolumeclaims.describe(data, printContext(0 as Micros, { pods }))).toContain(
      'Used By:       a\n               b\n',
    );
  });
});
