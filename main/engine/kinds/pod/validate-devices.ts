// Models ValidateVolumeDevices in pkg/apis/core/validation/validation.go (v1.35).
import type { Container, Volume } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, notFound, requiredText } from '../faults.ts';
import type { Written } from '../written.ts';

const FOR_CLAIMS = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';

/** Block devices among the Pod's `volumes`, which must be claims. */
export function validateDevices(
  path: string,
  { volumeDevices = [], volumeMounts = [] }: Written<Container>,
  volumes: readonly Written<Volume>[],
): FieldError[] {
  const names = volumeDevices.map(({ name = '' }) => name);
  const places = volumeDevices.map(({ devicePath = '' }) => devicePath);
  return volumeDevices.flatMap(({ name = '', devicePath = '' }, index) => {
    const own = `${path}[${index}]`;
    const volume = volumes.find((one) => one.name === name);
    const errors = requiredText(`${own}.name`, name);
    const refuse = (field: string, value: string, fault: string) =>
      errors.push(invalid(`${own}.${field}`, value, fault));
    if (name !== '' && names.indexOf(name) < index) refuse('name', name, 'must be unique');
    if (!volume) errors.push(notFound(`${own}.name`, name));
    else if (!volume.persistentVolumeClaim && !volume.ephemeral) refuse('name', name, FOR_CLAIMS);
    errors.push(...requiredText(`${own}.devicePath`, devicePath));
    if (places.indexOf(devicePath) < index) refuse('devicePath', devicePath, 'must be unique');
    if (devicePath.split('/').includes('..')) refuse('devicePath', devicePath, "can not contain backsteps ('..')");
    if (volumeMounts.some((mount) => mount.name === name))
      refuse('name', name, 'must not already exist in volumeMounts');
    if (volumeMounts.some(({ mountPath }) => mountPath === devicePath)) {
      refuse('devicePath', devicePath, 'must not already exist as a path in volumeMounts');
    }
    return errors;
  });
}
