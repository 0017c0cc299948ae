// Models describeDeployment in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Deployment, ReplicaSet } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { longTime } from '../ages.ts';
import { describeConditions } from '../describe-conditions.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';
import { formatSelector } from '../label-text.ts';
import { describeTemplate } from '../pod/describe-template.ts';
import { newReplicaSetOf, replicaSetsOf } from './replica-sets.ts';

export function describeDeployment(deployment: Deployment, context: PrintContext): string {
  const { metadata, spec, status } = deployment;
  const description = new Description();
  describeName(description, deployment);
  description.line(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  describeMetadata(description, deployment);
  description.line(0, `Selector:\t${formatSelector(spec?.selector)}`);
  description.line(0, `Replicas:\t${replicasText(deployment)}`);
  description.line(0, `StrategyType:\t${spec?.strategy?.type ?? ''}`);
  description.line(0, `MinReadySeconds:\t${spec?.minReadySeconds ?? 0}`);
  if (spec?.strategy?.rollingUpdate) {
    const { maxUnavailable = 0, maxSurge = 0 } = spec.strategy.rollingUpdate;
    description.line(0, `RollingUpdateStrategy:\t${maxUnavailable} max unavailable, ${maxSurge} max surge`);
  }
  describeTemplate(description, spec?.template);
  describeConditions(description, status?.conditions ?? []);
  describeReplicaSets(description, deployment, context);
  describeEvents(description, deployment, context);
  return description.toString();
}

function replicasText({ spec, status }: Deployment): string {
  const counts = [
    `${spec?.replicas ?? 0} desired`,
    `${status?.updatedReplicas ?? 0} updated`,
    `${status?.replicas ?? 0} total`,
    `${status?.availableReplicas ?? 0} available`,
    `${status?.unavailableReplicas ?? 0} unavailable`,
  ];
  return counts.join(' | ');
}

function describeReplicaSets(description: Description, deployment: Deployment, context: PrintContext): void {
  const owned = replicaSetsOf(deployment, context.list('replicasets'));
  if (owned.length === 0) return;
  const current = newReplicaSetOf(deployment, owned);
  description.line(0, `OldReplicaSets:\t${setsText(owned.filter((replicaSet) => replicaSet !== current))}`);
  description.line(0, `NewReplicaSet:\t${setsText(current ? [current] : [])}`);
}

function setsText(replicaSets: readonly ReplicaSet[]): string {
  const texts = replicaSets.map(
    ({ metadata, spec, status }) =>
      `${metadata?.name ?? ''} (${status?.replicas ?? 0}/${spec?.replicas ?? 0} replicas created)`,
  );
  return texts.join(', ') || '<none>';
}
