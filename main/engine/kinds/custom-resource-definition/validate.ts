// Models ValidateCustomResourceDefinition in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35). Costs of rules are
// not estimated.
import type { CustomResourceDefinition, CustomResourceDefinitionSpec } from '../../api/generated/types.ts';
import { label1035Faults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { immutable, invalid, oneOf, required } from '../faults.ts';
import type { Written } from '../written.ts';
import { approvalFaults } from './approval.ts';
import { validateConversion } from './validate-conversion.ts';
import { validateNames } from './validate-names.ts';
import { validateColumns, validateSelectableFields, validateSubresources } from './validate-parts.ts';
import { validateSchemas } from './validate-schemas.ts';
import { partsOf } from './whole-spec.ts';

type Spec = Written<CustomResourceDefinitionSpec>;

export function validateCustomResourceDefinition(
  definition: Written<CustomResourceDefinition>,
  previous?: CustomResourceDefinition,
): readonly FieldError[] {
  const { metadata, spec = {}, status } = definition;
  const wanted = `${spec.names?.plural ?? ''}.${spec.group ?? ''}`;
  const name = metadata?.name ?? '';
  return [
    ...(name === wanted ? [] : [invalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group')]),
    ...validateGroup(spec.group ?? ''),
    ...oneOf('spec.scope', spec.scope, ['Cluster', 'Namespaced']),
    ...validateVersions(spec),
    ...validateNames(spec),
    ...validateSchemas(spec),
    ...partsOf(spec, 'subresources').flatMap(({ path, value }) => validateSubresources(value, path)),
    ...partsOf(spec, 'additionalPrinterColumns').flatMap(({ path, value }) => validateColumns(value, path)),
    ...partsOf(spec, 'selectableFields').flatMap(({ path, value, versions }) =>
      validateSelectableFields(value, versions[0]?.schema?.openAPIV3Schema, path),
    ),
    ...validateConversion(spec.conversion),
    ...validateStoredVersions(status?.storedVersions ?? [], spec),
    ...approvalFaults(definition, previous),
    ...(spec.preserveUnknownFields ? [invalid('spec.preserveUnknownFields', true, PRESERVING)] : []),
  ];
}

const PRESERVING =
  'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';

/** What may not change; the scope and the kind once they are served. */
export function validateCustomResourceDefinitionUpdate(
  { spec }: CustomResourceDefinition,
  { spec: old, status }: CustomResourceDefinition,
): readonly FieldError[] {
  const established = status?.conditions?.some((each) => each.type === 'Established' && each.status === 'True');
  return [
    ...(established ? immutable('spec.scope', spec.scope, old.scope) : []),
    ...(established ? immutable('spec.names.kind', spec.names.kind, old.names.kind) : []),
    ...immutable('spec.group', spec.group, old.group),
    ...immutable('spec.names.plural', spec.names.plural, old.names.plural),
  ];
}

function validateGroup(group: string): FieldError[] {
  if (group === '') return [required('spec.group')];
  const faults = subdomainFaults(group);
  if (faults.length > 0) return [invalid('spec.group', group, faults.join(','))];
  return group.includes('.') ? [] : [invalid('spec.group', group, 'should be a domain with at least one dot')];
}

function validateVersions({ versions = [] }: Spec): FieldError[] {
  const names = versions.map(({ name = '' }) => name);
  const stored = versions.filter(({ storage }) => storage).length;
  const refuse = (why: string) => invalid('spec.versions', versions, why);
  return [
    ...versions.flatMap(({ name = '', deprecated, deprecationWarning }, index) => {
      const path = `spec.versions[${String(index)}]`;
      const faults = label1035Faults(name);
      return [
        ...(faults.length > 0 ? [invalid(`${path}.name`, name, faults.join(','))] : []),
        ...validateDeprecation(deprecated, deprecationWarning, `${path}.deprecationWarning`),
      ];
    }),
    ...(new Set(names).size < names.length ? [refuse('must contain unique version names')] : []),
    ...(stored === 1 ? [] : [refuse('must have exactly one version marked as storage version')]),
  ];
}

function validateDeprecation(deprecated: boolean | undefined, warning: string | undefined, path: string): FieldError[] {
  if (warning === undefined) return [];
  if (!deprecated) return [invalid(path, warning, 'can only be set for deprecated versions')];
  return [
    ...(warning.length > 256 ? [invalid(path, warning, 'must be <= 256 characters long')] : []),
    ...(warning === '' ? [invalid(path, warning, 'must not be an empty string')] : []),
  ];
}

/** Versions in which objects may still be stored must stay. */
function validateStoredVersions(stored: readonly string[], { versions = [] }: Spec): FieldError[] {
  return stored.flatMap((name, index) => {
    if (versions.some((version) => version.name === name)) return [];
    const why =
      `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a ` +
      `storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
    return [invalid(`status.storedVersions[${String(index)}]`, name, why)];
  });
}
