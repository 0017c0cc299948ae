// Models SetDefaults_Deployment in pkg/apis/apps/v1/defaults.go (v1.35).
import type { Deployment } from '../../api/generated/types.ts';
import { defaultTemplate } from '../pod/defaults.ts';
import type { Unfinished } from '../written.ts';

const REVISIONS_KEPT = 10;
const PROGRESS_DEADLINE_SECONDS = 600;

export function defaultDeployment(deployment: Unfinished<Deployment>): void {
  const spec = (deployment.spec ??= {});
  spec.replicas ??= 1;
  const strategy = (spec.strategy ??= {});
  strategy.type ||= 'RollingUpdate';
  if (strategy.type === 'RollingUpdate') {
    const rolling = (strategy.rollingUpdate ??= {});
    rolling.maxUnavailable ??= '25%';
    rolling.maxSurge ??= '25%';
  }
  spec.revisionHistoryLimit ??= REVISIONS_KEPT;
  spec.progressDeadlineSeconds ??= PROGRESS_DEADLINE_SECONDS;
  defaultTemplate((spec.template ??= {}));
}
