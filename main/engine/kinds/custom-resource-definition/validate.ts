// Models ValidateCustomResourceDefinition in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35), but for the schemas
// themselves.
import type { CustomResourceDefinition, CustomResourceDefinitionSpec } from '../../api/generated/types.ts';
import { label1035Faults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, oneOf, required, requiredText } from '../faults.ts';
import type { Written } from '../written.ts';

type Spec = Written<CustomResourceDefinitionSpec>;

export function validateCustomResourceDefinition(definition: Written<CustomResourceDefinition>): readonly FieldError[] {
  const { metadata, spec = {} } = definition;
  const wanted = `${spec.names?.plural ?? ''}.${spec.group ?? ''}`;
  const name = metadata?.name ?? '';
  return [
    ...(name === wanted ? [] : [invalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group')]),
    ...validateGroup(spec.group ?? ''),
    ...oneOf('spec.scope', spec.scope, ['Cluster', 'Namespaced']),
    ...validateVersions(spec),
    ...validateNames(spec),
  ];
}

export function validateCustomResourceDefinitionUpdate(
  { spec }: CustomResourceDefinition,
  { spec: old }: CustomResourceDefinition,
): readonly FieldError[] {
  return (['group', 'scope'] as const)
    .filter((field) => spec[field] !== old[field])
    .map((field) => invalid(`spec.${field}`, spec[field], 'field is immutable'));
}

function validateGroup(group: string): FieldError[] {
  const errors = requiredText('spec.group', group, subdomainFaults);
  if (errors.length > 0 || group.includes('.')) return errors;
  return [invalid('spec.group', group, 'should be a domain with at least one dot')];
}

function validateVersions({ versions = [] }: Spec): FieldError[] {
  const stored = versions.filter(({ storage }) => storage).length;
  return [
    ...versions.flatMap(({ name = '', schema }, index) => [
      ...invalidFor(`spec.versions[${index}].name`, name, label1035Faults(name)),
      ...(schema?.openAPIV3Schema
        ? []
        : [required(`spec.versions[${index}].schema.openAPIV3Schema`, 'schemas are required')]),
    ]),
    ...(stored === 1
      ? []
      : [invalid('spec.versions', versions, 'must have exactly one version marked as storage version')]),
  ];
}

function validateNames({ names = {} }: Spec): FieldError[] {
  const { plural, singular, kind, listKind, shortNames = [] } = names;
  return [
    ...requiredText('spec.names.plural', plural, label1035Faults),
    ...requiredText('spec.names.singular', singular, label1035Faults),
    ...requiredText('spec.names.kind', kind, (text) => label1035Faults(text.toLowerCase())),
    ...requiredText('spec.names.listKind', listKind, (text) => label1035Faults(text.toLowerCase())),
    ...shortNames.flatMap((name, index) => invalidFor(`spec.names.shortNames[${index}]`, name, label1035Faults(name))),
  ];
}
