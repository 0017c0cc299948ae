import { describe, expect, it } from 'vitest';
import { SmallCluster } from '../testing/small-cluster.ts';

const using = (claim: string) => `volumes: [{name: d, persistentVolumeClaim: {claimName: ${claim}}}]`;
const claim = (name: string, storageClass: string, mode = 'ReadWriteOnce') =>
  `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}}, spec: {storageClassName: ${storageClass}, accessModes: [${mode}], resources: {requests: {storage: 1Gi}}}}`;
const later = (provisioner: string) =>
  `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: later}, provisioner: ${provisioner}, volumeBindingMode: WaitForFirstConsumer}`;
const hostname = '{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [worker233]}]}';
const volume = `{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {storageClassName: later, capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], local: {path: /data}, nodeAffinity: {required: {nodeSelectorTerms: [${hostname}]}}}}`;

function setPhase(cluster: SmallCluster): void {
  const disk = cluster.get('persistentvolumes', 'disk')!;
  const status = { phase: 'Available' };
  cluster.server.update('persistentvolumes', { ...disk, status }, { actor: 'controller', subresource: 'status' });
}

describe('VolumeBinding', () => {
  it('waits for claims that are missing or have no volume yet', () => {
    const cluster = SmallCluster.started();
    cluster.apply(claim('waiting', 'quick'));
    cluster.addPod('nopvc', using('absent'));
    cluster.addPod('unbound', using('waiting'));
    cluster.run(1);
    expect(cluster.message('nopvc')).toBe(
      '0/3 nodes are available: persistentvolumeclaim "absent" not found. not found',
    );
    expect(cluster.message('unbound')).toBe(
      '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    );
  });

  it('chooses the node of a local volume, and reserves it', () => {
    const cluster = SmallCluster.started();
    cluster.apply(later('kubernetes.io/no-provisioner'));
    cluster.apply(claim('data', 'later'));
    cluster.addPod('web', using('data'));
    cluster.run(1);
    expect(cluster.message('web')).toContain("2 node(s) didn't find available persistent volumes to bind.");
    cluster.apply(volume);
    setPhase(cluster);
    cluster.run(2);
    expect(cluster.get('persistentvolumes', 'disk')?.spec?.claimRef?.name).toBe('data');
    const bound = cluster.get('persistentvolumeclaims', 'default/data')!;
    const annotations = { ...bound.metadata?.annotations, 'pv.kubernetes.io/bind-completed': 'yes' };
    const spec = { ...bound.spec, volumeName: 'disk' };
    const tied = { ...bound, metadata: { ...bound.metadata, annotations }, spec };
    cluster.server.update('persistentvolumeclaims', tied, { actor: 'controller' });
    cluster.run(2);
    expect(cluster.nodeOf('web')).toBe('worker233');
    expect(cluster.pod('web')?.status?.nominatedNodeName).toBeUndefined();
  });

  it('tells the provisioner for which node', () => {
    const cluster = SmallCluster.started();
    cluster.apply(later('example.com/disks'));
    cluster.apply(claim('data', 'later'));
    cluster.run(1);
    cluster.addPod('web', `nodeSelector: {kubernetes.io/hostname: worker232}, ${using('data')}`);
    cluster.run(1);
    const { annotations } = cluster.get('persistentvolumeclaims', 'default/data')?.metadata ?? {};
    expect(annotations?.['volume.kubernetes.io/selected-node']).toBe('worker232');
    expect(cluster.nodeOf('web')).toBeUndefined();
    expect(cluster.pod('web')?.status?.nominatedNodeName).toBe('worker232');
    expect(cluster.events('web')).toEqual([]);
    const late = 'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded';
    cluster.run(601);
    expect(cluster.events('web')).toEqual([`FailedScheduling: ${late}`]);
    expect(cluster.pod('web')?.status?.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'SchedulerError', message: late },
    ]);
    cluster.run(610);
    expect(cluster.events('web')).toHaveLength(2);
    cluster.server.delete('pods', 'default', 'web', { actor: 'person' });
    cluster.run(610);
    expect(cluster.events('web')).toHaveLength(2);
  });

  describe('tells why a Pod that was promised a node does not get there', () => {
    const failed = 'FailedScheduling: running PreBind plugin "VolumeBinding": binding volumes:';
    const promised = () => {
      const cluster = SmallCluster.started();
      cluster.apply(later('example.com/disks'));
      cluster.apply(claim('data', 'later'));
      cluster.run(1);
      cluster.addPod('web', `nodeSelector: {kubernetes.io/hostname: worker232}, ${using('data')}`);
      return cluster.run(0.5);
    };
    const annotate = (cluster: SmallCluster, annotations: Record<string, string> | undefined) => {
      const data = cluster.get('persistentvolumeclaims', 'default/data')!;
      const { annotations: _, ...metadata } = data.metadata!;
      const next = annotations ? { ...metadata, annotations } : metadata;
      cluster.server.update('persistentvolumeclaims', { ...data, metadata: next }, { actor: 'provisioner' });
    };

    it.each<[string, string, (cluster: SmallCluster) => void]>([
      [
        'the provisioner gives the claim back',
        'provisioning failed for PVC "data"',
        (cluster) => {
          annotate(cluster, { tried: 'yes' });
        },
      ],
      [
        'somebody takes all annotations away',
        'selectedNode annotation reset for PVC "data"',
        (cluster) => {
          annotate(cluster, undefined);
        },
      ],
      [
        'the claim is gone',
        'failed to check provisioning pvc: could not find v1.PersistentVolumeClaim "default/data"',
        (cluster) => {
          const { server } = cluster;
          const data = cluster.get('persistentvolumeclaims', 'default/data')!;
          const bare = { ...data, metadata: { ...data.metadata, finalizers: [] } };
          server.update('persistentvolumeclaims', bare, { actor: 'person' });
          server.delete('persistentvolumeclaims', 'default', 'data', { actor: 'person' });
        },
      ],
      [
        'the node is gone',
        'failed to get node "worker232": node "worker232" not found',
        ({ server }) => {
          server.delete('nodes', '', 'worker232', { actor: 'person' });
        },
      ],
    ])('%s', (_, why, happens) => {
      const cluster = promised();
      happens(cluster);
      cluster.run(0.7);
      expect(cluster.events('web')).toEqual([`${failed} ${why}`]);
      expect(cluster.pod('web')?.status?.nominatedNodeName).toBeUndefined();
      const restored = new SmallCluster(cluster.save());
      expect(restored.run(1.2).events('web')).toEqual(cluster.run(1.2).events('web'));
    });

    it('the claim was changed while it was chosen', () => {
      const refused =
        'running PreBind plugin "VolumeBinding": Operation cannot be fulfilled on persistentvolumeclaims "data": ' +
        'the object has been modified; please apply your changes to the latest version and try again';
      // What the scheduler knows is a few milliseconds old.
      const told = [1, 2, 3, 4, 5].flatMap((delayMs) => {
        const cluster = SmallCluster.started();
        cluster.apply(later('example.com/disks'));
        cluster.apply(claim('data', 'later'));
        cluster.run(1);
        cluster.addPod('web', using('data'));
        cluster.run(delayMs / 1000);
        annotate(cluster, { changed: 'just now' });
        return cluster.run(0.1).events('web');
      });
      expect(told).toContain(`FailedScheduling: ${refused}`);
    });
  });

  it('leaves claims alone that name their volume', () => {
    const cluster = SmallCluster.started();
    cluster.apply(later('example.com/disks'));
    cluster.apply(claim('data', 'later').replace('accessModes', 'volumeName: disk, accessModes'));
    cluster.addPod('web', using('data'));
    cluster.run(1);
    expect(cluster.message('web')).toContain('pod has unbound immediate PersistentVolumeClaims.');
    expect(cluster.get('persistentvolumeclaims', 'default/data')?.metadata?.annotations).toBeUndefined();
  });

  it('names a claim that is missing before others that are going', () => {
    const cluster = SmallCluster.started();
    cluster.addPod(
      'web',
      'volumes: [{name: e, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}, {name: d, persistentVolumeClaim: {claimName: absent}}]',
    );
    cluster.run(1);
    expect(cluster.message('web')).toContain('persistentvolumeclaim "absent" not found.');
    cluster.apply(claim('absent', 'quick'));
    cluster.run(2);
    expect(cluster.message('web')).toContain(
      'waiting for ephemeral volume controller to create the persistentvolumeclaim "web-e".',
    );
  });
});
