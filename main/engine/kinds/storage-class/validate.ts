// Models pkg/apis/storage/validation/validation.go (v1.35).
import type { StorageClass } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { forbidden, invalid, invalidFor, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateTopologies } from './validate-topologies.ts';

const reclaimPolicies = ['Delete', 'Retain'];
const bindingModes = ['Immediate', 'WaitForFirstConsumer'];

export function validateStorageClass(storageClass: Written<StorageClass>): readonly FieldError[] {
  const { provisioner = '', reclaimPolicy, volumeBindingMode: mode, parameters = {} } = storageClass;
  return [
    ...(provisioner === ''
      ? [required('provisioner')]
      : invalidFor('provisioner', provisioner.toLowerCase(), qualifiedNameFaults(provisioner.toLowerCase()))),
    ...(Object.hasOwn(parameters, '') ? [invalid('parameters', '', 'field can not be empty.')] : []),
    ...(reclaimPolicy === undefined || reclaimPolicies.includes(reclaimPolicy)
      ? []
      : [unsupported('reclaimPolicy', reclaimPolicy, reclaimPolicies)]),
    ...(mode === undefined || bindingModes.includes(mode)
      ? []
      : [unsupported('volumeBindingMode', mode, bindingModes)]),
    ...validateTopologies(storageClass.allowedTopologies ?? []),
  ];
}

/** A class stays what it is; only whether volumes may grow is open. */
export function validateStorageClassUpdate(storageClass: StorageClass, previous: StorageClass): readonly FieldError[] {
  const fields = (['parameters', 'provisioner', 'reclaimPolicy'] as const).filter(
    (field) => !jsonEqual(storageClass[field] ?? {}, previous[field] ?? {}),
  );
  const mode = storageClass.volumeBindingMode;
  return [
    ...fields.map((field) => forbidden(field, `updates to ${field} are forbidden.`)),
    ...(mode === previous.volumeBindingMode ? [] : [invalid('volumeBindingMode', mode, 'field is immutable')]),
  ];
}
