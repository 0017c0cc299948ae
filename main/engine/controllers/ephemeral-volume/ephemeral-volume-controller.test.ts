import { expect, it } from 'vitest';
import { garbageCollector } from '../garbage-collector/garbage-collector.ts';
import { World } from '../testing/world.ts';
import { ephemeralVolumeController } from './ephemeral-volume-controller.ts';

const pod = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: main, image: nginx}]
  volumes:
  - name: scratch
    ephemeral:
      volumeClaimTemplate:
        metadata: {labels: {kind: scratch}}
        spec: {storageClassName: slow, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
const claim = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: web-scratch}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
const claimOf = (world: World) => world.get('persistentvolumeclaims', 'default/web-scratch');

it('makes the claim of an ephemeral volume, which goes with its Pod', () => {
  const world = new World([ephemeralVolumeController, garbageCollector]).start();
  world.apply(pod);
  world.run(0.1);
  expect(claimOf(world)).toMatchObject({
    metadata: { labels: { kind: 'scratch' }, ownerReferences: [{ kind: 'Pod', name: 'web', controller: true }] },
    spec: { storageClassName: 'slow' },
  });
  world.server.delete('pods', 'default', 'web', { actor: 'person', gracePeriodSeconds: 0 });
  world.run(1);
  expect(claimOf(world)?.metadata?.deletionTimestamp).toBeDefined();
});

it('does not take a claim that somebody else has made', () => {
  const world = new World([ephemeralVolumeController]).start();
  world.apply(claim);
  world.apply(pod);
  world.run(0.1);
  expect(world.events('web')[0]).toBe(
    'FailedBinding: ephemeral volume scratch: PVC default/web-scratch was not created for pod default/web (pod is not owner)',
  );
});
