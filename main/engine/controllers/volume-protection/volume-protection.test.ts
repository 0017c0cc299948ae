import { expect, it } from 'vitest';
import { persistentVolumeController } from '../persistent-volume/volume-controller.ts';
import { World } from '../testing/world.ts';
import { claimProtectionController, volumeProtectionController } from './volume-protection.ts';

const manifests = `
apiVersion: v1
kind: PersistentVolume
metadata: {name: v}
spec: {storageClassName: slow, capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /data/v}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c}
spec: {storageClassName: slow, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: user}
spec: {containers: [{name: main, image: nginx}], volumes: [{name: d, persistentVolumeClaim: {claimName: c}}]}
`;

it('keeps a claim while a Pod on a node uses it, and a volume while it is bound', () => {
  const world = new World([persistentVolumeController, claimProtectionController, volumeProtectionController]);
  world.addNode('worker232');
  world.start();
  world.apply(manifests);
  world.run(0.1);
  world.bind('default/user', 'worker232');
  world.server.delete('persistentvolumeclaims', 'default', 'c', { actor: 'person' });
  world.server.delete('persistentvolumes', '', 'v', { actor: 'person' });
  world.run(1);
  expect(world.get('persistentvolumeclaims', 'default/c')?.metadata?.deletionTimestamp).toBeDefined();
  expect(world.get('persistentvolumes', 'v')?.status?.phase).toBe('Bound');
  world.server.delete('pods', 'default', 'user', { actor: 'person', gracePeriodSeconds: 0 });
  world.run(1);
  expect(world.get('persistentvolumeclaims', 'default/c')).toBeUndefined();
  expect(world.get('persistentvolumes', 'v')).toBeUndefined();
});
