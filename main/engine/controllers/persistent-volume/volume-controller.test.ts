import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { persistentVolumeController } from './volume-controller.ts';

const volume = (name: string, size: string, more = '', path = `/data/${name}`) => `
apiVersion: v1
kind: PersistentVolume
metadata: {name: ${name}, labels: {disk: ${name}}}
spec: {storageClassName: slow, capacity: {storage: ${size}}, accessModes: [ReadWriteOnce], hostPath: {path: ${path}}${more}}
`;
const claim = (name: string, size: string, more = '', storageClass = 'storageClassName: slow, ') => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}}
spec: {${storageClass}accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}${more}}
`;
const storageClass = (more: string) => `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: slow}
provisioner: example.com/disks
${more}
`;

function started(...manifests: string[]): World {
  const world = new World([persistentVolumeController]).start();
  for (const manifest of manifests) {
    world.apply(manifest);
    world.run(0.1);
  }
  return world;
}

const claimOf = (world: World, name = 'c') => world.get('persistentvolumeclaims', `default/${name}`);
const phases = (world: World) =>
  world.all('persistentvolumes').map(({ metadata, status }) => `${metadata?.name ?? ''} ${status?.phase ?? ''}`);

function removeClaim(world: World, name = 'c'): void {
  const present = claimOf(world, name)!;
  const freed = { ...present, metadata: { ...present.metadata, finalizers: [] } };
  world.server.update('persistentvolumeclaims', freed, { actor: 'person' });
  world.server.delete('persistentvolumeclaims', 'default', name, { actor: 'person' });
  world.run(0.1);
}

describe('binding', () => {
  it('ties a claim to the smallest volume that is large enough, both ways', () => {
    const world = started(volume('big', '5Gi'), volume('small', '2Gi'), volume('tiny', '1Gi'), claim('c', '1500Mi'));
    expect(claimOf(world)).toMatchObject({
      metadata: {
        annotations: { 'pv.kubernetes.io/bind-completed': 'yes', 'pv.kubernetes.io/bound-by-controller': 'yes' },
      },
      spec: { volumeName: 'small' },
      status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '2Gi' } },
    });
    expect(world.get('persistentvolumes', 'small')).toMatchObject({
      metadata: { annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' } },
      spec: { claimRef: { kind: 'PersistentVolumeClaim', namespace: 'default', name: 'c' } },
      status: { phase: 'Bound' },
    });
    expect(phases(world)).toEqual(['big Available', 'small Bound', 'tiny Available']);
  });

  it('minds selectors, volumes that are asked for by name, and those that are reserved', () => {
    const reserved = ', claimRef: {namespace: default, name: wanted}';
    const world = started(
      volume('a', '1Gi'),
      volume('b', '1Gi'),
      volume('d', '1Gi', reserved),
      claim('chosen', '1Gi', ', selector: {matchLabels: {disk: b}}'),
      claim('named', '1Gi', ', volumeName: d'),
      claim('large', '3Gi', ', volumeName: a'),
      claim('wanted', '1Gi'),
    );
    expect(claimOf(world, 'chosen')?.spec?.volumeName).toBe('b');
    expect(world.events('named')).toEqual(['FailedBinding: volume "d" already bound to a different claim.']);
    expect(world.events('large')).toEqual([
      'VolumeMismatch: Cannot bind to requested volume "a": requested PV is too small',
    ]);
    expect(claimOf(world, 'wanted')?.spec?.volumeName).toBe('d');
    expect(world.get('persistentvolumes', 'd')?.metadata?.annotations).toBeUndefined();
  });

  it('looks again every 15 s', () => {
    const world = started(claim('c', '1Gi'), volume('late', '1Gi'));
    expect(world.events('c')).toEqual(['ProvisioningFailed: storageclass.storage.k8s.io "slow" not found']);
    expect(claimOf(world)?.status?.phase).toBe('Pending');
    world.run(15);
    expect(claimOf(world)?.status?.phase).toBe('Bound');
  });

  it('tells why a claim has to wait', () => {
    const world = started(claim('none', '1Gi', '', 'storageClassName: "", '));
    expect(world.events('none')).toEqual([
      'FailedBinding: no persistent volumes available for this claim and no storage class is set',
    ]);
    world.apply(storageClass('volumeBindingMode: WaitForFirstConsumer'));
    world.apply(claim('c', '1Gi'));
    world.run(0.1);
    expect(world.events('c')).toEqual([
      'WaitForFirstConsumer: waiting for first consumer to be created before binding',
    ]);
  });

  it('gives a claim without a class the default one, whose provisioner is waited for', () => {
    const world = started(claim('c', '1Gi', '', ''));
    world.apply(
      storageClass('').replace(
        'name: slow',
        'name: slow, annotations: {storageclass.kubernetes.io/is-default-class: "true"}',
      ),
    );
    world.run(15);
    expect(claimOf(world)?.spec?.storageClassName).toBe('slow');
    expect(world.events('c').at(-1)).toContain(
      "ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'example.com/disks'",
    );
  });

  it('gets a volume made where the preset has the provisioner, and has it deleted again', () => {
    const world = started();
    world.server.settings = { ...world.server.settings, provisioners: ['example.com/disks'] };
    world.apply(storageClass(''));
    world.apply(claim('c', '1Gi'));
    world.run(1);
    const volumeName = `pvc-${claimOf(world)?.metadata?.uid ?? ''}`;
    expect(claimOf(world)).toMatchObject({ spec: { volumeName }, status: { phase: 'Bound' } });
    removeClaim(world);
    expect(world.get('persistentvolumes', volumeName)?.metadata?.deletionTimestamp).toBeDefined();
  });
});

describe('the end of a claim', () => {
  it('releases its volume, which is then kept, deleted or recycled', () => {
    const policy = (name: string) => `, persistentVolumeReclaimPolicy: ${name}`;
    const world = started(
      volume('kept', '1Gi'),
      claim('c1', '1Gi'),
      volume('deleted', '1Gi', policy('Delete'), '/tmp/deleted'),
      claim('c2', '1Gi'),
      volume('stuck', '1Gi', policy('Delete')),
      claim('c3', '1Gi'),
      volume('recycled', '1Gi', policy('Recycle')),
      claim('c4', '1Gi'),
    );
    for (const name of ['c1', 'c2', 'c3', 'c4']) removeClaim(world, name);
    expect(phases(world)).toEqual(['kept Released', 'deleted Released', 'stuck Failed', 'recycled Available']);
    expect(world.get('persistentvolumes', 'deleted')?.metadata?.deletionTimestamp).toBeDefined();
    expect(world.events('stuck')).toEqual([
      'VolumeFailedDelete: host_path deleter only supports /tmp/.+ but received provided /data/stuck',
    ]);
    expect(world.events('recycled')).toEqual(['VolumeRecycled: Volume recycled']);
  });

  it('is not the end of the volume: a lost one is noticed, over a restore too', () => {
    const world = started(volume('a', '1Gi'), claim('c', '1Gi'));
    const present = world.get('persistentvolumes', 'a')!;
    const freed = { ...present, metadata: { ...present.metadata, finalizers: [] } };
    world.server.update('persistentvolumes', freed, { actor: 'person' });
    world.server.delete('persistentvolumes', '', 'a', { actor: 'person' });
    const restored = new World([persistentVolumeController], world.save());
    for (const either of [world, restored]) {
      either.run(0.1);
      expect(claimOf(either)?.status?.phase).toBe('Lost');
      expect(either.events('c')).toEqual([
        'ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!',
      ]);
    }
    expect(restored.save()).toEqual(world.save());
  });
});
