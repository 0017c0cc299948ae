// Models Convert_v1_CustomResourceDefinitionSpec_To_apiextensions in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/conversion.go (v1.35): what all versions say alike
// is said once, and faults are told of there.
import type { CustomResourceDefinitionSpec, CustomResourceDefinitionVersion } from '../../api/generated/types.ts';
import { jsonEqual } from '../../kernel/json.ts';
import type { Written } from '../written.ts';

type Version = Written<CustomResourceDefinitionVersion>;
type Shared = 'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields';

/** A part of a definition with the path at which faults of it are told. */
export interface Part<K extends Shared> {
  readonly path: string;
  readonly value: NonNullable<Version[K]>;
  /** The versions that it is of. */
  readonly versions: readonly Version[];
}

/** What the versions say of one thing: all together, or each for itself. */
export function partsOf<K extends Shared>({ versions = [] }: Written<CustomResourceDefinitionSpec>, key: K): Part<K>[] {
  const [first] = versions;
  if (first && versions.every((version) => jsonEqual(version[key], first[key]))) {
    const value = first[key];
    return value ? [{ path: `spec.${key === 'schema' ? 'validation' : key}`, value, versions }] : [];
  }
  return versions.flatMap((version, index) => {
    const value = version[key];
    return value ? [{ path: `spec.versions[${String(index)}].${key}`, value, versions: [version] }] : [];
  });
}
