// Models validatePersistentVolumeSource in pkg/apis/core/validation/validation.go (v1.35).
import type { PersistentVolumeSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, required, unsupported } from '../faults.ts';
import { hostPathTypes } from '../host-path-types.ts';
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
    ...validateFirst(spec),
    ...others.map((source) => forbidden(`spec.${source}`, 'may not specify more than 1 volume type')),
  ];
}

function validateFirst({ hostPath, nfs, local, csi, nodeAffinity }: Spec): FieldError[] {
  if (hostPath) return validateHostPath(hostPath);
  if (nfs) return validateNfs(nfs);
  if (local) {
    const affinity = nodeAffinity ? [] : [required('spec.nodeAffinity', 'Local volume requires node affinity')];
    return local.path ? [...backsteps('spec.local.path', local.path), ...affinity] : [required('spec.local.path')];
  }
  if (!csi) return [];
  return [
    ...(csi.driver ? [] : [required('spec.csi.driver')]),
    ...(csi.volumeHandle ? [] : [required('spec.csi.volumeHandle')]),
  ];
}

function validateHostPath({ path, type = '' }: NonNullable<Spec['hostPath']>): FieldError[] {
  if (!path) return [required('spec.hostPath.path')];
  const known = hostPathTypes.includes(type) ? [] : [unsupported('spec.hostPath.type', type, hostPathTypes)];
  return [...backsteps('spec.hostPath.path', path), ...known];
}

function validateNfs({ server, path = '' }: NonNullable<Spec['nfs']>): FieldError[] {
  return [
    ...(server ? [] : [required('spec.nfs.server')]),
    ...(path === '' ? [required('spec.nfs.path')] : []),
    ...(path.startsWith('/') ? [] : [invalid('spec.nfs.path', path, 'must be an absolute path')]),
  ];
}

const backsteps = (field: string, path: string): FieldError[] =>
  path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
