// Models validatePersistentVolumeSource in pkg/apis/core/validation/validation.go (v1.35).
import type { PersistentVolumeSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, required } from '../faults.ts';
import { pathOfSource, validateNoBacksteps, validateSharedSource } from '../validate-volume-source.ts';
import type { Written } from '../written.ts';

type Spec = Written<PersistentVolumeSpec>;

/** In the order in which the second of two sources is refused. */
const volumeSources = [
  ...(['hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd'] as const),
  ...(['quobyte', 'cephfs', 'iscsi', 'cinder', 'fc', 'flexVolume', 'azureFile', 'vsphereVolume'] as const),
  ...(['azureDisk', 'photonPersistentDisk', 'portworxVolume', 'scaleIO', 'local', 'storageos', 'csi'] as const),
];

/** A volume has one source, and that is whole. */
export function validateVolumeSource(spec: Spec): FieldError[] {
  const [first, ...others] = volumeSources.filter((source) => spec[source] !== undefined);
  if (first === undefined) return [required('spec', 'must specify a volume type')];
  return [
    ...validateFirst(`spec.${pathOfSource(first)}`, spec, first),
    ...others.map((source) =>
      forbidden(`spec.${source === 'cephfs' ? 'cephFS' : source}`, 'may not specify more than 1 volume type'),
    ),
  ];
}

function validateFirst(path: string, spec: Spec, source: (typeof volumeSources)[number]): FieldError[] {
  if (source === 'local') return validateLocal(path, spec);
  const errors = validateSharedSource(path, spec, source);
  return source === 'csi' && !spec.csi?.volumeHandle ? [...errors, required(`${path}.volumeHandle`)] : errors;
}

function validateLocal(path: string, { local, nodeAffinity }: Spec): FieldError[] {
  const place = local?.path ?? '';
  return [
    ...(place === '' ? [required(`${path}.path`)] : validateNoBacksteps(`${path}.path`, place)),
    ...(nodeAffinity ? [] : [required('spec.nodeAffinity', 'Local volume requires node affinity')]),
  ];
}
