// Models validateDataSource and validateDataSourceRef in pkg/apis/core/validation/validation.go (v1.35).
import type { PersistentVolumeClaimSpec } from '../../api/generated/types.ts';
import { labelFaults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, required } from '../faults.ts';
import type { Written } from '../written.ts';

type Spec = Written<PersistentVolumeClaimSpec>;
type Source = NonNullable<Spec['dataSource']>;

/** What the volume of a claim at `path` is filled from; the two fields for it must say the same. */
export function validateDataSources(path: string, { dataSource, dataSourceRef }: Spec): FieldError[] {
  const errors = [
    ...(dataSource ? validateSource(`${path}.dataSource`, dataSource) : []),
    ...(dataSourceRef ? validateSource(`${path}.dataSourceRef`, dataSourceRef) : []),
  ];
  const namespace = dataSourceRef?.namespace ?? '';
  if (namespace !== '')
    errors.push(...invalidFor(`${path}.dataSourceRef.namespace`, namespace, labelFaults(namespace)));
  if (!dataSource || !dataSourceRef) return errors;
  // Kubernetes prints what it holds for the path of a field, of which nothing can be seen.
  if (namespace !== '')
    errors.push(invalid(path, {}, 'may not be specified when dataSourceRef.namespace is specified'));
  else if (!isSame(dataSource, dataSourceRef)) errors.push(invalid(path, {}, 'must match dataSourceRef'));
  return errors;
}

function validateSource(path: string, { apiGroup = '', kind = '', name = '' }: Source): FieldError[] {
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${path}.name`));
  if (kind === '') errors.push(required(`${path}.kind`));
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    errors.push(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (apiGroup === '') return errors;
  return [...errors, ...invalidFor(`${path}.apiGroup`, apiGroup, subdomainFaults(apiGroup))];
}

const isSame = (one: Source, other: Source): boolean =>
  one.apiGroup === other.apiGroup && one.kind === other.kind && one.name === other.name;
