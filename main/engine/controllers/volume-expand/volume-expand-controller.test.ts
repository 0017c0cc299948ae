import { expect, it } from 'vitest';
import { persistentVolumeController } from '../persistent-volume/volume-controller.ts';
import { World } from '../testing/world.ts';
import { volumeExpandController } from './volume-expand-controller.ts';

const storageClass =
  '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: slow}, provisioner: example.com/disks, allowVolumeExpansion: true}';
const volume =
  '{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {storageClassName: slow, capacity: {storage: 2Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /v}}}';
const claim = (size: string) =>
  `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {storageClassName: slow, accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}}`;

it('says that somebody else has to make room for a claim that grows beyond its volume', () => {
  const world = new World([persistentVolumeController, volumeExpandController]).start();
  for (const manifest of [storageClass, volume, claim('1Gi')]) world.apply(manifest);
  world.run(1);
  const grow = (storage: string) => {
    const present = world.get('persistentvolumeclaims', 'default/c')!;
    const spec = { ...present.spec, resources: { requests: { storage } } };
    const grown = world.server.update('persistentvolumeclaims', { ...present, spec }, { actor: 'person' });
    expect(grown.ok).toBe(true);
    world.run(0.5);
  };
  const told = () => world.events('c').filter((text) => text.startsWith('ExternalExpanding'));
  grow('2Gi');
  expect(told()).toEqual([]);
  grow('3Gi');
  expect(told()).toEqual(['ExternalExpanding: waiting for an external controller to expand this PVC']);
  expect(world.get('persistentvolumeclaims', 'default/c')?.status?.capacity).toEqual({ storage: '2Gi' });
});
