// Models SetDefaults_StatefulSet in pkg/apis/apps/v1/defaults.go (v1.35).
import type { PersistentVolumeClaim, StatefulSet } from '../../api/generated/types.ts';
import { defaultPersistentVolumeClaim } from '../persistent-volume-claim/defaults.ts';
import { defaultTemplate } from '../pod/defaults.ts';
import type { Unfinished } from '../written.ts';

const REVISIONS_KEPT = 10;

export function defaultStatefulSet(statefulSet: Unfinished<StatefulSet>): void {
  const spec = (statefulSet.spec ??= {});
  spec.podManagementPolicy ||= 'OrderedReady';
  const strategy = (spec.updateStrategy ??= {});
  strategy.type ||= 'RollingUpdate';
  if (strategy.type === 'RollingUpdate') (strategy.rollingUpdate ??= {}).partition ??= 0;
  // MaxUnavailableStatefulSet is off again since v1.35.4: what is written there is dropped.
  delete strategy.rollingUpdate?.maxUnavailable;
  const retention = (spec.persistentVolumeClaimRetentionPolicy ??= {});
  retention.whenDeleted ||= 'Retain';
  retention.whenScaled ||= 'Retain';
  spec.replicas ??= 1;
  spec.revisionHistoryLimit ??= REVISIONS_KEPT;
  spec.serviceName ??= '';
  defaultTemplate((spec.template ??= {}));
  spec.volumeClaimTemplates?.forEach(defaultClaim);
}

function defaultClaim(claim: Unfinished<PersistentVolumeClaim>): void {
  claim.apiVersion = 'v1';
  claim.kind = 'PersistentVolumeClaim';
  claim.metadata ??= {};
  defaultPersistentVolumeClaim(claim);
  (claim.status ??= {}).phase ||= 'Pending';
}
