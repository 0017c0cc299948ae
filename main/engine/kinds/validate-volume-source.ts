// Models the volume sources of pkg/apis/core/validation/validation.go (v1.35) that Pods and PersistentVolumes share.
import { labelFaults, subdomainFaults } from '../api/metadata.ts';
import type { FieldError } from '../api/status.ts';
import { invalid, required, requiredText, unsupported } from './faults.ts';
import { hostPathTypes } from './host-path-types.ts';
import { type SharedSource, type SourceOf, validateDiskSource, type WrittenSources } from './validate-disk-source.ts';

/** The name under which the fields of a source are told of. */
export const pathOfSource = (name: string): string => (name === 'gcePersistentDisk' ? 'persistentDisk' : name);

/** Texts and lists that a source must have. */
const requiredFields: { readonly [S in SharedSource]?: readonly (keyof SourceOf<S>)[] } = {
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  azureFile: ['secretName', 'shareName'],
  cephfs: ['monitors'],
  cinder: ['volumeID'],
  flexVolume: ['driver'],
  glusterfs: ['endpoints', 'path'],
  iscsi: ['targetPortal'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  rbd: ['monitors', 'image'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  vsphereVolume: ['volumePath'],
};

/** What is wrong with the source called `name`, which is there; its fields are told of at `path`. */
export function validateSharedSource(path: string, sources: WrittenSources, name: SharedSource): FieldError[] {
  const values = new Map<string, unknown>(Object.entries(sources[name] ?? {}));
  const missing = (requiredFields[name] ?? []).filter((field) => isEmpty(values.get(field)));
  return [...missing.map((field) => required(`${path}.${field}`)), ...validateRest(path, sources, name)];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function validateRest(path: string, sources: WrittenSources, name: SharedSource): FieldError[] {
  switch (name) {
    case 'hostPath':
      return validateHostPath(path, sources.hostPath ?? {});
    case 'nfs':
      return validateNfs(path, sources.nfs ?? {});
    case 'csi':
      return validateDriver(`${path}.driver`, sources.csi?.driver ?? '');
    case 'flocker':
      return validateFlocker(path, sources.flocker ?? {});
    case 'storageos':
      return requiredText(`${path}.volumeName`, sources.storageos?.volumeName, labelFaults);
    default:
      return validateDiskSource(path, sources, name);
  }
}

function validateHostPath(path: string, { path: place = '', type = '' }: SourceOf<'hostPath'>): FieldError[] {
  if (place === '') return [required(`${path}.path`)];
  return [
    ...validateNoBacksteps(`${path}.path`, place),
    ...(hostPathTypes.includes(type) ? [] : [unsupported(`${path}.type`, type, hostPathTypes)]),
  ];
}

export function validateNoBacksteps(field: string, path: string): FieldError[] {
  return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}

/** A path that is missing is not absolute, either. */
function validateNfs(path: string, { server, path: place = '' }: SourceOf<'nfs'>): FieldError[] {
  return [
    ...requiredText(`${path}.server`, server),
    ...(place === '' ? [required(`${path}.path`)] : []),
    ...(place.startsWith('/') ? [] : [invalid(`${path}.path`, place, 'must be an absolute path')]),
  ];
}

const DRIVER_LENGTH_MAX = 63;

function validateDriver(field: string, driver: string): FieldError[] {
  const tooLong = `Too long: may not be more than ${DRIVER_LENGTH_MAX} bytes`;
  return [
    ...(driver === '' ? [required(field)] : []),
    ...(driver.length > DRIVER_LENGTH_MAX ? [{ field, reason: 'FieldValueTooLong', message: tooLong }] : []),
    ...subdomainFaults(driver.toLowerCase()).map((fault) => invalid(field, driver, fault)),
  ];
}

function validateFlocker(
  path: string,
  { datasetName: name = '', datasetUUID: id = '' }: SourceOf<'flocker'>,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!name && !id) errors.push(required(path, 'one of datasetName and datasetUUID is required'));
  if (name && id) {
    errors.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (name.includes('/')) errors.push(invalid(`${path}.datasetName`, name, "must not contain '/'"));
  return errors;
}
