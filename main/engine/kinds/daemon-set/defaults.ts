// Models SetDefaults_DaemonSet in pkg/apis/apps/v1/defaults.go (v1.35).
import type { DaemonSet } from '../../api/generated/types.ts';
import { defaultTemplate } from '../pod/defaults.ts';
import type { Unfinished } from '../written.ts';

const REVISIONS_KEPT = 10;

export function defaultDaemonSet(daemonSet: Unfinished<DaemonSet>): void {
  const spec = (daemonSet.spec ??= {});
  const strategy = (spec.updateStrategy ??= {});
  strategy.type ||= 'RollingUpdate';
  if (strategy.type === 'RollingUpdate') {
    const rolling = (strategy.rollingUpdate ??= {});
    rolling.maxUnavailable ??= 1;
    rolling.maxSurge ??= 0;
  }
  spec.revisionHistoryLimit ??= REVISIONS_KEPT;
  defaultTemplate((spec.template ??= {}));
}
