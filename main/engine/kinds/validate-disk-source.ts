// Models the disks among the volume sources of pkg/apis/core/validation/validation.go (v1.35), whose texts are there.
import type { PersistentVolumeSpec, Volume } from '../api/generated/types.ts';
import type { FieldError } from '../api/status.ts';
import { invalid, invalidFor, required, unsupported } from './faults.ts';
import type { Written } from './written.ts';

export type WrittenSources = Written<Volume> | Written<PersistentVolumeSpec>;
/** Sources that Pods and PersistentVolumes have alike. */
export type SharedSource = keyof Volume & keyof PersistentVolumeSpec;
export type SourceOf<S extends SharedSource> = NonNullable<WrittenSources[S]>;

const PARTITION_MAX = 255;
const LUN_MAX = 255;

/** What is wrong with a disk; sources that are none are let pass. */
export function validateDiskSource(path: string, sources: WrittenSources, name: SharedSource): FieldError[] {
  switch (name) {
    case 'gcePersistentDisk':
      return validatePartition(`${path}.partition`, sources.gcePersistentDisk?.partition);
    case 'awsElasticBlockStore':
      return validatePartition(`${path}.partition`, sources.awsElasticBlockStore?.partition);
    case 'iscsi':
      return validateIscsi(path, sources.iscsi ?? {});
    case 'fc':
      return validateFibreChannel(path, sources.fc ?? {});
    case 'azureDisk':
      return validateAzureDisk(path, sources.azureDisk ?? {});
    default:
      return [];
  }
}

function validatePartition(field: string, partition = 0): FieldError[] {
  if (partition >= 0 && partition <= PARTITION_MAX) return [];
  return [invalid(field, partition, `must be between 1 and ${PARTITION_MAX}, inclusive`)];
}

function validateLun(field: string, lun: number): FieldError[] {
  return lun >= 0 && lun <= LUN_MAX ? [] : [invalid(field, lun, `must be between 0 and ${LUN_MAX}, inclusive`)];
}

/** Names of iSCSI begin with the authority that gives them out. */
const qualifiedNames = new Map([
  ['iqn', /iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
]);

function validateIscsi(path: string, iscsi: SourceOf<'iscsi'>): FieldError[] {
  const { iqn = '', lun = 0, chapAuthDiscovery, chapAuthSession, secretRef, initiatorName } = iscsi;
  return [
    ...(iqn === '' ? [required(`${path}.iqn`)] : invalidFor(`${path}.iqn`, iqn, iscsiNameFaults(iqn))),
    ...validateLun(`${path}.lun`, lun),
    ...((chapAuthDiscovery || chapAuthSession) && !secretRef ? [required(`${path}.secretRef`)] : []),
    ...(initiatorName === undefined
      ? []
      : invalidFor(`${path}.initiatorname`, initiatorName, iscsiNameFaults(initiatorName))),
  ];
}

function iscsiNameFaults(name: string): string[] {
  const form = qualifiedNames.get(name.slice(0, 3));
  if (!form) return ['must be valid format starting with iqn, eui, or naa'];
  return form.test(name) ? [] : ['must be valid format'];
}

function validateFibreChannel(path: string, { targetWWNs = [], wwids = [], lun }: SourceOf<'fc'>): FieldError[] {
  const field = `${path}.targetWWNs`;
  if (targetWWNs.length === 0) {
    return wwids.length > 0 ? [] : [required(field, 'must specify either targetWWNs or wwids, but not both')];
  }
  return [
    ...(wwids.length > 0
      ? [invalid(field, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously')]
      : []),
    ...(lun === undefined
      ? [required(`${path}.lun`, 'lun is required if targetWWNs is specified')]
      : validateLun(`${path}.lun`, lun)),
  ];
}

const cachingModes = ['None', 'ReadOnly', 'ReadWrite'];
const diskKinds = ['Dedicated', 'Managed', 'Shared'];
const MANAGED_URI = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

function validateAzureDisk(path: string, disk: SourceOf<'azureDisk'>): FieldError[] {
  const { diskName, diskURI = '', cachingMode, kind = 'Shared' } = disk;
  const managed = kind === 'Managed';
  const rightUri = diskURI.startsWith(managed ? '/subscriptions/' : 'https://');
  return [
    ...(diskName ? [] : [required(`${path}.diskName`)]),
    ...(diskURI ? [] : [required(`${path}.diskURI`)]),
    ...(cachingMode === undefined || cachingModes.includes(cachingMode)
      ? []
      : [unsupported(`${path}.cachingMode`, cachingMode, cachingModes)]),
    ...(diskKinds.includes(kind) ? [] : [unsupported(`${path}.kind`, kind, diskKinds)]),
    ...(rightUri ? [] : [unsupported(`${path}.diskURI`, diskURI, [managed ? MANAGED_URI : BLOB_URI])]),
  ];
}
