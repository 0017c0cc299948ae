// Models ValidateVolumes and validateVolumeSource in pkg/apis/core/validation/validation.go (v1.35).
import type { Volume } from '../../api/generated/types.ts';
import { labelFaults, subdomainFaults } from '../../api/metadata.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, forbidden, invalid, oneOf, required, requiredText } from '../faults.ts';
import { validateClaimSpec } from '../persistent-volume-claim/validate.ts';
import { pathOfSource, validateSharedSource } from '../validate-volume-source.ts';
import type { Written } from '../written.ts';
import { validateDescendingPath, validateDownwardItems, validateFiles, validateMode } from './validate-files.ts';
import { validateProjected } from './validate-projected.ts';

/** In the order in which the second of two sources is refused. */
const sources = [
  ...(['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs'] as const),
  ...(['iscsi', 'glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte'] as const),
  ...(['downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume'] as const),
  ...(['photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO'] as const),
  ...(['csi', 'ephemeral', 'image'] as const),
];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** A source that is one too many is told of under the name that upstream wrote there. */
const otherNames = new Map<string, string>([
  ['downwardAPI', 'downwarAPI'],
  ['cephfs', 'cephFS'],
]);

/** What is wrong with volumes, and those with which nothing is: containers can mount no others. */
export interface CheckedVolumes {
  readonly sound: readonly Written<Volume>[];
  readonly errors: readonly FieldError[];
}

/** `podName` is empty for templates: which claims their Pods will have is not known yet. */
export function validateVolumes(path: string, volumes: readonly Written<Volume>[], podName: string): CheckedVolumes {
  const sound: Written<Volume>[] = [];
  const errors: FieldError[] = [];
  const claims = new Set(volumes.filter(({ ephemeral }) => ephemeral).map(({ name }) => `${podName}-${name ?? ''}`));
  for (const [index, volume] of volumes.entries()) {
    const name = volume.name ?? '';
    const own = [
      ...validateSource(`${path}[${index}]`, volume, podName),
      ...requiredText(`${path}[${index}].name`, name, labelFaults),
      ...(sound.some((one) => one.name === name) ? [duplicate(`${path}[${index}].name`, name)] : []),
    ];
    if (own.length === 0) sound.push(volume);
    const claim = volume.persistentVolumeClaim?.claimName ?? '';
    errors.push(...own, ...(podName !== '' && claims.has(claim) ? [ownClaim(`${path}[${index}]`, claim)] : []));
  }
  return { sound, errors };
}

const ownClaim = (path: string, claim: string): FieldError =>
  invalid(
    `${path}.persistentVolumeClaim.claimName`,
    claim,
    'must not reference a PVC that gets created for an ephemeral volume',
  );

function validateSource(path: string, volume: Written<Volume>, podName: string): FieldError[] {
  const [first, ...others] = sources.filter((source) => volume[source] !== undefined);
  if (first === undefined) return [required(path, 'must specify a volume type')];
  return [
    ...validateOneSource(`${path}.${pathOfSource(first)}`, volume, first),
    ...others.map((source) =>
      forbidden(`${path}.${otherNames.get(source) ?? source}`, 'may not specify more than 1 volume type'),
    ),
    ...(first === 'ephemeral' ? validateClaimName(`${path}.name`, volume.name ?? '', podName) : []),
    ...(first === 'image' && podName !== '' ? requiredText(`${path}.image.reference`, volume.image?.reference) : []),
  ];
}

function validateOneSource(path: string, volume: Written<Volume>, source: (typeof sources)[number]): FieldError[] {
  switch (source) {
    case 'configMap':
      return [...requiredText(`${path}.name`, volume.configMap?.name), ...validateFiles(path, volume.configMap)];
    case 'secret':
      return [...requiredText(`${path}.secretName`, volume.secret?.secretName), ...validateFiles(path, volume.secret)];
    case 'persistentVolumeClaim':
      return requiredText(`${path}.claimName`, volume.persistentVolumeClaim?.claimName);
    case 'projected':
      return validateProjected(path, volume.projected ?? {});
    case 'downwardAPI':
      return [
        ...validateMode(`${path}.defaultMode`, volume.downwardAPI?.defaultMode),
        ...validateDownwardItems(path, volume.downwardAPI?.items ?? []),
      ];
    case 'emptyDir':
      return validateEmptyDir(path, volume.emptyDir);
    case 'gitRepo':
      return validateGitRepo(path, volume.gitRepo);
    case 'ephemeral':
      return validateEphemeral(`${path}.volumeClaimTemplate`, volume.ephemeral?.volumeClaimTemplate);
    case 'image':
      return oneOf(`${path}.pullPolicy`, volume.image?.pullPolicy, pullPolicies);
    default:
      return validateSharedSource(path, volume, source);
  }
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

type ClaimTemplate = NonNullable<Written<Volume>['ephemeral']>['volumeClaimTemplate'];

function validateEphemeral(path: string, template: ClaimTemplate): FieldError[] {
  return template ? [...validateClaimSpec(`${path}.spec`, template.spec ?? {})] : [required(path)];
}

/** The claim of a Pod's own volume is named after both. */
function validateClaimName(field: string, volumeName: string, podName: string): FieldError[] {
  if (volumeName === '' || podName === '') return [];
  const name = `${podName}-${volumeName}`;
  return subdomainFaults(name).map((fault) => invalid(field, volumeName, `PVC name ${JSON.stringify(name)}: ${fault}`));
}
