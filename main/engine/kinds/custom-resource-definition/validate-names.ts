// Models ValidateCustomResourceDefinitionNames in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35).
import type { CustomResourceDefinitionSpec } from '../../api/generated/types.ts';
import { label1035Faults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { kindFault } from '../custom-resource/embedded-objects.ts';
import { invalid, required } from '../faults.ts';
import type { Written } from '../written.ts';

export function validateNames({ names = {} }: Written<CustomResourceDefinitionSpec>): FieldError[] {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names;
  const missing = (['plural', 'singular', 'kind', 'listKind'] as const).filter((key) => (names[key] ?? '') === '');
  const path = 'spec.names';
  return [
    ...missing.map((key) => required(`${path}.${key}`)),
    ...labelFaults(`${path}.plural`, plural),
    ...labelFaults(`${path}.singular`, singular),
    ...kindFaults(`${path}.kind`, kind),
    ...kindFaults(`${path}.listKind`, listKind),
    ...shortNames.flatMap((name, index) => labelFaults(`${path}.shortNames[${String(index)}]`, name, 'listed')),
    ...(kind !== '' && kind === listKind
      ? [invalid(`${path}.listKind`, listKind, 'kind and listKind may not be the same')]
      : []),
    ...categories.flatMap((name, index) => labelFaults(`${path}.categories[${String(index)}]`, name, 'listed')),
  ];
}

/** A name that is missing is told of elsewhere, unless it is one of a list. */
function labelFaults(field: string, name: string, listed?: 'listed'): FieldError[] {
  const faults = name === '' && !listed ? [] : label1035Faults(name);
  return faults.length === 0 ? [] : [invalid(field, name, faults.join(','))];
}

function kindFaults(field: string, kind: string): FieldError[] {
  const fault = kind === '' ? undefined : kindFault(kind);
  return fault === undefined ? [] : [invalid(field, kind, fault)];
}
