// Models SetDefaults_ResourceList in pkg/apis/core/v1/defaults.go (v1.35) for quotas.
import type { ResourceQuota } from '../../api/generated/types.ts';
import { canonicalQuantities } from '../quantities.ts';
import type { Unfinished } from '../written.ts';

export function defaultResourceQuota(quota: Unfinished<ResourceQuota>): void {
  const spec = (quota.spec ??= {});
  if (spec.hard) spec.hard = canonicalQuantities(spec.hard);
}
