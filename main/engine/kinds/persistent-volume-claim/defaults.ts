// Models SetDefaults_PersistentVolumeClaim in pkg/apis/core/v1/defaults.go and NormalizeDataSources in
// pkg/registry/core/persistentvolumeclaim/strategy.go (v1.35).
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../api/generated/types.ts';
import { canonicalQuantities } from '../quantities.ts';
import type { Unfinished } from '../written.ts';

export function defaultPersistentVolumeClaim(claim: Unfinished<PersistentVolumeClaim>): void {
  const spec = (claim.spec ??= {});
  spec.volumeMode ??= 'Filesystem';
  const resources = (spec.resources ??= {});
  if (resources.requests) resources.requests = canonicalQuantities(resources.requests);
  if (resources.limits) resources.limits = canonicalQuantities(resources.limits);
  defaultDataSource(spec);
}

/** The two fields for the source of the data say the same. */
function defaultDataSource(spec: Unfinished<PersistentVolumeClaimSpec>): void {
  if (spec.dataSource && !spec.dataSourceRef) spec.dataSourceRef = { ...spec.dataSource };
  else if (spec.dataSourceRef && !spec.dataSource && !spec.dataSourceRef.namespace) {
    const { apiGroup, kind, name } = spec.dataSourceRef;
    spec.dataSource = { ...(apiGroup !== undefined && { apiGroup }), kind, name };
  }
}
