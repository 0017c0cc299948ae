// Models ValidatePersistentVolume and ValidatePersistentVolumeUpdate in pkg/apis/core/validation/validation.go (v1.35).
import type { PersistentVolume, PersistentVolumeSpec } from '../../api/generated/types.ts';
import { subdomainFaults } from '../../api/metadata.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { accessModes } from '../access-modes.ts';
import { forbidden, invalid, invalidFor, required, unsupported } from '../faults.ts';
import { validateTerms } from '../pod/validate-affinity.ts';
import { compareQuantities } from '../quantities.ts';
import type { Written } from '../written.ts';
import { unifiedDiff } from '../unified-diff.ts';
import { affinityInGo, sourceText } from './in-go.ts';
import { validateVolumeSource } from './validate-source.ts';

type Spec = Written<PersistentVolumeSpec>;

const reclaimPolicies = ['Delete', 'Recycle', 'Retain'];
const volumeModes = ['Block', 'Filesystem'];

export function validatePersistentVolume({ spec = {} }: Written<PersistentVolume>): readonly FieldError[] {
  const { accessModes: modes, persistentVolumeReclaimPolicy: policy = '', storageClassName: className = '' } = spec;
  return [
    ...(modes?.length ? [] : [required('spec.accessModes')]),
    ...validateAccessModes('spec.accessModes', modes ?? []),
    ...validateCapacity(spec),
    ...(reclaimPolicies.includes(policy)
      ? []
      : [unsupported('spec.persistentVolumeReclaimPolicy', policy, reclaimPolicies)]),
    ...validateNodeAffinity('spec.nodeAffinity', spec.nodeAffinity),
    ...validateVolumeSource(spec),
    ...(policy === 'Recycle' && spec.hostPath?.path === '/'
      ? [forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'")]
      : []),
    ...(className === '' ? [] : invalidFor('spec.storageClassName', className, subdomainFaults(className))),
    ...validateVolumeMode('spec.volumeMode', spec.volumeMode),
  ];
}

function validateNodeAffinity(path: string, affinity: Spec['nodeAffinity']): FieldError[] {
  if (!affinity) return [];
  if (!affinity.required) return [required(`${path}.required`, 'must specify required node constraints')];
  return validateTerms(`${path}.required.nodeSelectorTerms`, affinity.required.nodeSelectorTerms ?? []);
}

/** Of volumes and claims alike. */
export function validateAccessModes(field: string, modes: readonly string[]): FieldError[] {
  const errors = modes
    .filter((mode) => !accessModes.includes(mode))
    .map((mode) => unsupported(field, mode, accessModes));
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode));
  if (others && modes.includes('ReadWriteOncePod')) {
    errors.push(forbidden(field, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

/** Of volumes and claims alike. */
export function validateVolumeMode(field: string, mode: string | undefined): FieldError[] {
  return mode === undefined || volumeModes.includes(mode) ? [] : [unsupported(field, mode, volumeModes)];
}

function validateCapacity({ capacity }: Spec): FieldError[] {
  const amounts = Object.entries(capacity ?? {});
  const storageAlone = amounts.length === 1 && capacity?.['storage'] !== undefined;
  return [
    ...(amounts.length === 0 ? [required('spec.capacity')] : []),
    ...(storageAlone ? [] : [unsupported('spec.capacity', capacity ?? null, ['storage'])]),
    ...amounts.flatMap(([name, amount]) => validateSize(`spec.capacity[${name}]`, amount)),
  ];
}

const AFFINITY_IMMUTABLE = 'field is immutable, except for updating from beta label to GA';
const SOURCE_IMMUTABLE = 'spec.persistentvolumesource is immutable after creation';

/** Negative sizes are complained of twice. */
function validateSize(field: string, amount: string): FieldError[] {
  const sign = compareQuantities(amount, '0');
  return [
    ...(sign < 0 ? [invalid(field, Math.ceil(parseQuantity(amount)), 'must be a valid resource quantity')] : []),
    ...(sign <= 0 ? [invalid(field, amount, 'must be greater than zero')] : []),
  ];
}

export function validatePersistentVolumeUpdate(
  { spec = {} }: PersistentVolume,
  { spec: old = {} }: PersistentVolume,
): readonly FieldError[] {
  const [before, after] = [sourceText(old), sourceText(spec)];
  return [
    ...(before === after
      ? []
      : [forbidden('spec.persistentvolumesource', `${SOURCE_IMMUTABLE}\n${unifiedDiff(before, after)}`)]),
    ...(spec.volumeMode === old.volumeMode ? [] : [invalid('volumeMode', spec.volumeMode, 'field is immutable')]),
    ...(old.nodeAffinity === undefined || jsonEqual(spec.nodeAffinity, old.nodeAffinity)
      ? []
      : [invalid('nodeAffinity', affinityInGo(spec.nodeAffinity), AFFINITY_IMMUTABLE)]),
  ];
}
