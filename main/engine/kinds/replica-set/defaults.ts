// Models SetDefaults_ReplicaSet in pkg/apis/apps/v1/defaults.go (v1.35).
import type { ReplicaSet } from '../../api/generated/types.ts';
import { defaultTemplate } from '../pod/defaults.ts';
import type { Unfinished } from '../written.ts';

export function defaultReplicaSet(replicaSet: Unfinished<ReplicaSet>): void {
  const spec = (replicaSet.spec ??= {});
  spec.replicas ??= 1;
  defaultTemplate((spec.template ??= {}));
}
