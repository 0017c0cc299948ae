// Models ValidatePersistentVolumeClaim and ValidatePersistentVolumeClaimUpdate in
// pkg/apis/core/validation/validation.go (v1.35).
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../api/generated/types.ts';
import { subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, invalidFor, required } from '../faults.ts';
import { validateAccessModes, validateVolumeMode } from '../persistent-volume/validate.ts';
import { compareQuantities } from '../quantities.ts';
import { unifiedDiff } from '../unified-diff.ts';
import { validateSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';
import { validateDataSources } from './validate-data-source.ts';

const IMMUTABLE =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

export function validatePersistentVolumeClaim({ spec = {} }: Written<PersistentVolumeClaim>): readonly FieldError[] {
  return validateClaimSpec('spec', spec);
}

/** The spec of a claim, or of a template for claims, at `path`. */
export function validateClaimSpec(path: string, spec: Written<PersistentVolumeClaimSpec>): readonly FieldError[] {
  const { accessModes: modes = [], storageClassName: className = '' } = spec;
  return [
    ...(modes.length > 0 ? [] : [required(`${path}.accessModes`, 'at least 1 access mode is required')]),
    ...validateSelector(`${path}.selector`, spec.selector),
    ...validateAccessModes(`${path}.accessModes`, modes),
    ...validateSize(`${path}.resources[storage]`, spec.resources?.requests?.['storage']),
    ...(className === '' ? [] : invalidFor(`${path}.storageClassName`, className, subdomainFaults(className))),
    ...validateVolumeMode(`${path}.volumeMode`, spec.volumeMode),
    ...validateDataSources(path, spec),
  ];
}

function validateSize(field: string, size: string | undefined): FieldError[] {
  if (size === undefined) return [required(field)];
  return compareQuantities(size, '0') <= 0 ? [invalid(field, size, 'must be greater than zero')] : [];
}

/** A claim gets a volume, a class where it had none, and once bound more room; nothing else changes. */
export function validatePersistentVolumeClaimUpdate(
  claim: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
): readonly FieldError[] {
  const [spec = {}, old = {}] = [claim.spec, previous.spec];
  const before = specText({ ...old, ...(!old.volumeName && { volumeName: spec.volumeName }) });
  const after = specText(allowedToChange(spec, old, previous.status?.phase));
  const errors = before === after ? [] : [forbidden('spec', `${IMMUTABLE}\n${unifiedDiff(before, after)}`)];
  const [size = '0', had = '0'] = [spec, old].map(({ resources }) => resources?.requests?.['storage']);
  const present = previous.status?.capacity?.['storage'] ?? '0';
  if (compareQuantities(size, had) < 0 && compareQuantities(size, present) <= 0) {
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  if (spec.volumeMode !== old.volumeMode) errors.push(invalid('volumeMode', spec.volumeMode, 'field is immutable'));
  return errors;
}

/** The new spec with the old values of what may change. */
function allowedToChange(
  spec: PersistentVolumeClaimSpec,
  old: PersistentVolumeClaimSpec,
  phase: string | undefined,
): PersistentVolumeClaimSpec {
  const lateClass = old.storageClassName === undefined && phase !== 'Bound';
  const resources = { ...spec.resources, requests: { ...spec.resources?.requests, ...old.resources?.requests } };
  return {
    ...spec,
    ...(lateClass && { storageClassName: undefined }),
    ...(phase === 'Bound' && { resources, volumeAttributesClassName: old.volumeAttributesClassName }),
  };
}

/** The spec as messages show it: with the fields of the struct inside the API server, in their order. */
function specText(spec: PersistentVolumeClaimSpec): string {
  const { accessModes, selector, resources, dataSource, dataSourceRef } = spec;
  const inGo = {
    AccessModes: accessModes ?? null,
    Selector: selector ?? null,
    Resources: { Limits: resources?.limits ?? null, Requests: resources?.requests ?? null },
    VolumeName: spec.volumeName ?? '',
    StorageClassName: spec.storageClassName ?? null,
    VolumeMode: spec.volumeMode ?? null,
    DataSource: dataSource && { APIGroup: dataSource.apiGroup ?? null, Kind: dataSource.kind, Name: dataSource.name },
    DataSourceRef: dataSourceRef && {
      APIGroup: dataSourceRef.apiGroup ?? null,
      Kind: dataSourceRef.kind,
      Name: dataSourceRef.name,
      Namespace: dataSourceRef.namespace ?? null,
    },
    VolumeAttributesClassName: spec.volumeAttributesClassName ?? null,
  };
  return JSON.stringify(inGo, (_, value: unknown) => value ?? null, 1);
}
