// Models ValidateVolumes and validateVolumeSource in pkg/apis/core/validation/validation.go (v1.35), as far as the
// sources that this cluster mounts go.
import type { Volume } from '../../api/generated/types.ts';
import { labelFaults } from '../../api/metadata.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, forbidden, oneOf, required, requiredText, unsupported } from '../faults.ts';
import { hostPathTypes } from '../host-path-types.ts';
import type { Written } from '../written.ts';
import {
  validateDescendingPath,
  validateDownwardItems,
  validateFiles,
  validateMode,
  validateNoBacksteps,
} from './validate-files.ts';
import { validateProjected } from './validate-projected.ts';

/** In the order in which the second of two sources is refused. */
const sources = [
  ...([
    'emptyDir',
    'hostPath',
    'gitRepo',
    'gcePersistentDisk',
    'awsElasticBlockStore',
    'secret',
    'nfs',
    'iscsi',
  ] as const),
  ...(['glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI'] as const),
  ...([
    'fc',
    'flexVolume',
    'configMap',
    'azureFile',
    'vsphereVolume',
    'photonPersistentDisk',
    'portworxVolume',
  ] as const),
  ...(['azureDisk', 'storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'] as const),
];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

export function validateVolumes(path: string, volumes: readonly Written<Volume>[]): FieldError[] {
  const names = new Set<string>();
  return volumes.flatMap((volume, index) => {
    const name = volume.name ?? '';
    const errors = [
      ...validateSource(`${path}[${index}]`, volume),
      ...requiredText(`${path}[${index}].name`, name, labelFaults),
      ...(names.has(name) ? [duplicate(`${path}[${index}].name`, name)] : []),
    ];
    if (errors.length === 0) names.add(name);
    return errors;
  });
}

function validateSource(path: string, volume: Written<Volume>): FieldError[] {
  const [first, ...others] = sources.filter((source) => volume[source] !== undefined);
  if (first === undefined) return [required(path, 'must specify a volume type')];
  return [
    ...validateOneSource(`${path}.${first}`, volume, first),
    ...others.map((source) => forbidden(`${path}.${source}`, 'may not specify more than 1 volume type')),
  ];
}

function validateOneSource(path: string, volume: Written<Volume>, source: (typeof sources)[number]): FieldError[] {
  switch (source) {
    case 'hostPath':
      return validateHostPath(path, volume.hostPath);
    case 'configMap':
      return [...requiredText(`${path}.name`, volume.configMap?.name), ...validateFiles(path, volume.configMap)];
    case 'secret':
      return [...requiredText(`${path}.secretName`, volume.secret?.secretName), ...validateFiles(path, volume.secret)];
    case 'persistentVolumeClaim':
      return requiredText(`${path}.claimName`, volume.persistentVolumeClaim?.claimName);
    case 'nfs':
      return validateNfs(path, volume.nfs);
    case 'projected':
      return validateProjected(path, volume.projected ?? {});
    case 'downwardAPI':
      return [
        ...validateMode(`${path}.defaultMode`, volume.downwardAPI?.defaultMode),
        ...validateDownwardItems(`${path}.items`, volume.downwardAPI?.items ?? []),
      ];
    case 'emptyDir':
      return validateEmptyDir(path, volume.emptyDir);
    case 'gitRepo':
      return validateGitRepo(path, volume.gitRepo);
    case 'csi':
      return requiredText(`${path}.driver`, volume.csi?.driver);
    case 'ephemeral':
      return volume.ephemeral?.volumeClaimTemplate ? [] : [required(`${path}.volumeClaimTemplate`)];
    case 'image':
      return [
        ...requiredText(`${path}.reference`, volume.image?.reference),
        ...(volume.image?.pullPolicy ? oneOf(`${path}.pullPolicy`, volume.image.pullPolicy, pullPolicies) : []),
      ];
    default:
      return [];
  }
}

function validateHostPath(path: string, source: Written<Volume>['hostPath']): FieldError[] {
  const { path: place = '', type = '' } = source ?? {};
  if (place === '') return [required(`${path}.path`)];
  return [
    ...validateNoBacksteps(`${path}.path`, place),
    ...(hostPathTypes.includes(type) ? [] : [unsupported(`${path}.type`, type, hostPathTypes)]),
  ];
}

function validateEmptyDir(path: string, source: Written<Volume>['emptyDir']): FieldError[] {
  const { sizeLimit } = source ?? {};
  if (sizeLimit === undefined || parseQuantity(sizeLimit) >= 0) return [];
  return [forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')];
}

function validateGitRepo(path: string, source: Written<Volume>['gitRepo']): FieldError[] {
  const { repository, directory = '' } = source ?? {};
  return [...requiredText(`${path}.repository`, repository), ...validateDescendingPath(`${path}.directory`, directory)];
}

function validateNfs(path: string, source: Written<Volume>['nfs']): FieldError[] {
  const { server, path: place } = source ?? {};
  return [
    ...requiredText(`${path}.server`, server),
    ...requiredText(`${path}.path`, place, (text) => (text.startsWith('/') ? [] : ['must be an absolute path'])),
  ];
}
