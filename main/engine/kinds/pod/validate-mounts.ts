// Models ValidateVolumeMounts in pkg/apis/core/validation/validation.go (v1.35).
import type { Container, Volume, VolumeMount } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, notFound, requiredText, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateDescendingPath } from './validate-files.ts';

const propagations = ['Bidirectional', 'HostToContainer', 'None'];
const recursions = ['Disabled', 'Enabled', 'IfPossible'];
const FOR_PRIVILEGED = 'Bidirectional mount propagation is available only to privileged containers';

type WrittenContainer = Written<Container>;
type WrittenMount = Written<VolumeMount>;

/** The mounts of one container among the Pod's `volumes`. */
export function validateVolumeMounts(
  path: string,
  container: WrittenContainer,
  volumes: readonly Written<Volume>[],
): FieldError[] {
  const { volumeMounts: mounts = [], volumeDevices: devices = [] } = container;
  const places = mounts.map(({ mountPath = '' }) => mountPath);
  return mounts.flatMap((mount, index) => {
    const { name = '', mountPath = '' } = mount;
    const own = `${path}[${index}]`;
    const errors = requiredText(`${own}.name`, name);
    if (!volumes.some((volume) => volume.name === name)) errors.push(notFound(`${own}.name`, name));
    errors.push(...requiredText(`${own}.mountPath`, mountPath));
    if (places.indexOf(mountPath) < index) errors.push(invalid(`${own}.mountPath`, mountPath, 'must be unique'));
    if (devices.some((device) => device.name === name)) {
      errors.push(invalid(`${own}.name`, name, 'must not already exist in volumeDevices'));
    }
    if (devices.some(({ devicePath }) => devicePath === mountPath)) {
      errors.push(invalid(`${own}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    errors.push(...validateSubPaths(path, own, mount), ...validatePropagation(path, mount, container));
    return [...errors, ...validateRecursion(`${path}.recursiveReadOnly`, mount)];
  });
}

/** What is wrong with the paths inside a volume is told of the list, not of its item. */
function validateSubPaths(path: string, own: string, { subPath, subPathExpr }: WrittenMount): FieldError[] {
  const errors = subPath ? validateDescendingPath(`${path}.subPath`, subPath) : [];
  if (!subPathExpr) return errors;
  if (subPath) {
    errors.push(invalid(`${own}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
  }
  return [...errors, ...validateDescendingPath(`${path}.subPathExpr`, subPathExpr)];
}

function validatePropagation(
  path: string,
  { mountPropagation: wanted }: WrittenMount,
  { securityContext }: WrittenContainer,
): FieldError[] {
  const field = `${path}.mountPropagation`;
  if (wanted === undefined) return [];
  if (!propagations.includes(wanted)) return [unsupported(field, wanted, propagations)];
  return wanted === 'Bidirectional' && !securityContext?.privileged ? [forbidden(field, FOR_PRIVILEGED)] : [];
}

function validateRecursion(
  field: string,
  { recursiveReadOnly: wanted, readOnly, mountPropagation }: WrittenMount,
): FieldError[] {
  if (wanted === undefined || wanted === 'Disabled') return [];
  if (!recursions.includes(wanted)) return [unsupported(field, wanted, recursions)];
  const errors = readOnly ? [] : [forbidden(field, 'may only be specified when readOnly is true')];
  if (mountPropagation === undefined || mountPropagation === 'None') return errors;
  return [...errors, forbidden(field, 'may only be specified when mountPropagation is None or not specified')];
}
