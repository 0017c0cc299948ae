// What people do with volumes, claims, storage classes, ConfigMaps and Secrets.
import type { RandomStream } from '../../../kernel/random.ts';
import { NAMES, NAMESPACES, applied, manifest, request } from '../manifest.ts';
import type { Act } from '../step.ts';
import type { Generator } from './generator.ts';

/** A provisioner that the clusters of histories have. */
export const PROVISIONER = 'rancher.io/local-path';
const CLASSES = ['quick', 'slow'] as const;

function storageClass(random: RandomStream): Act {
  const name = random.pick(CLASSES);
  const rest = {
    provisioner: name === 'quick' ? PROVISIONER : 'kubernetes.io/no-provisioner',
    volumeBindingMode: random.pick(['Immediate', 'WaitForFirstConsumer']),
    reclaimPolicy: random.pick(['Delete', 'Retain']),
  };
  const annotations = { 'storageclass.kubernetes.io/is-default-class': String(random.int(0, 1) === 0) };
  const object = manifest('storage.k8s.io/v1', 'StorageClass', { name, annotations }, rest);
  return request({ verb: 'create', resource: 'storageclasses', object });
}

const NEAR = [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['worker233'] }] }];

function volume(random: RandomStream): Act {
  const isNear = random.int(0, 2) === 0;
  const spec = {
    ...(isNear && { nodeAffinity: { required: { nodeSelectorTerms: NEAR } } }),
    capacity: { storage: `${String(random.int(1, 4))}Gi` },
    accessModes: ['ReadWriteOnce'],
    hostPath: { path: '/srv/data' },
    storageClassName: random.pick(CLASSES),
    persistentVolumeReclaimPolicy: random.pick(['Retain', 'Delete']),
  };
  return applied('default', manifest('v1', 'PersistentVolume', { name: random.pick(NAMES) }, { spec }));
}

function claim(random: RandomStream): Act {
  const storageClassName = random.pick([...CLASSES, null]);
  const spec = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: `${String(random.int(1, 3))}Gi` } },
    ...(storageClassName !== null && { storageClassName }),
  };
  const object = manifest('v1', 'PersistentVolumeClaim', { name: random.pick(NAMES) }, { spec });
  return request({ verb: 'create', resource: 'persistentvolumeclaims', namespace: random.pick(NAMESPACES), object });
}

/** A Pod that keeps its data in a claim. */
function claimant(random: RandomStream): Act {
  const claimName = random.pick(NAMES);
  const spec = {
    containers: [
      { name: 'main', image: 'nginx:1.25', volumeMounts: [{ name: 'data', mountPath: '/usr/share/nginx/html' }] },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
  };
  const object = manifest('v1', 'Pod', { name: `${claimName}-keeper`, labels: { app: claimName } }, { spec });
  return request({ verb: 'create', resource: 'pods', namespace: random.pick(NAMESPACES), object });
}

function configuration(random: RandomStream): Act {
  const name = random.pick(NAMES);
  const rest = random.pick<readonly [string, object]>([
    ['ConfigMap', { data: { COLOUR: random.pick(NAMES) } }],
    ['Secret', { stringData: { password: random.pick(NAMES) } }],
    ['ServiceAccount', {}],
  ]);
  return applied(random.pick(NAMESPACES), manifest('v1', rest[0], { name }, rest[1]));
}

export const storage: readonly Generator[] = [
  { weight: 3, creates: true, make: storageClass },
  { weight: 3, creates: true, make: volume },
  { weight: 3, creates: true, make: claim },
  { weight: 3, creates: true, make: claimant },
  { weight: 3, creates: true, make: configuration },
];
