// Models describeHorizontalPodAutoscalerV2 in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { V2HPAScalingRules, V2HorizontalPodAutoscaler } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { longTime } from '../ages.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';
import { metricLine } from './metric-line.ts';

export function describeHorizontalPodAutoscaler(autoscaler: V2HorizontalPodAutoscaler, context: PrintContext): string {
  const { metadata, spec, status } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  const description = new Description();
  describeName(description, autoscaler);
  describeMetadata(description, autoscaler);
  description.line(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  description.line(0, `Reference:\t${kind}/${name}`);
  description.line(0, 'Metrics:\t( current / target )');
  for (const [index, metric] of (spec.metrics ?? []).entries()) {
    description.line(1, metricLine(metric, status?.currentMetrics?.[index]));
  }
  description.line(0, `Min replicas:\t${spec.minReplicas ?? '<unset>'}`);
  description.line(0, `Max replicas:\t${spec.maxReplicas}`);
  if (spec.behavior) description.line(0, 'Behavior:');
  describeRules(description, 'Scale Up', spec.behavior?.scaleUp);
  describeRules(description, 'Scale Down', spec.behavior?.scaleDown);
  description.line(
    0,
    `${kind} pods:\t${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`,
  );
  describeConditions(description, autoscaler);
  describeEvents(description, autoscaler, context);
  return description.toString();
}

function describeRules(description: Description, title: string, rules: V2HPAScalingRules | undefined): void {
  if (!rules) return;
  const { stabilizationWindowSeconds: seconds, selectPolicy = 'Max', policies = [] } = rules;
  description.line(1, `${title}:`);
  if (seconds !== undefined) description.line(2, `Stabilization Window: ${seconds} seconds`);
  if (policies.length === 0) return;
  description.line(2, `Select Policy: ${selectPolicy}`);
  description.line(2, 'Policies:');
  for (const { type, value, periodSeconds } of policies) {
    description.line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
  }
}

function describeConditions(description: Description, { status }: V2HorizontalPodAutoscaler): void {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return;
  description.line(0, 'Conditions:');
  description.line(1, 'Type\tStatus\tReason\tMessage');
  description.line(1, '----\t------\t------\t-------');
  for (const { type, status: state, reason = '', message = '' } of conditions) {
    description.line(1, `${type}\t${state}\t${reason}\t${message}`);
  }
}
