// Models pkg/apis/autoscaling/v2/defaults.go (v1.35).
import type { V2HPAScalingRules, V2HorizontalPodAutoscaler } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';

const CPU_UTILIZATION_PERCENT = 80;
const PERIOD_SECONDS = 15;

type Autoscaler = Unfinished<V2HorizontalPodAutoscaler>;
type Rules = Unfinished<V2HPAScalingRules>;

export function defaultHorizontalPodAutoscaler(autoscaler: Autoscaler): void {
  const spec = (autoscaler.spec ??= {});
  spec.minReplicas ??= 1;
  if ((spec.metrics ?? []).length === 0) {
    const target = { type: 'Utilization', averageUtilization: CPU_UTILIZATION_PERCENT };
    spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
  }
  const { behavior } = spec;
  if (!behavior) return;
  behavior.scaleUp = scaleUpRules(behavior.scaleUp);
  behavior.scaleDown = scaleDownRules(behavior.scaleDown);
}

/** At most four Pods or twice as many in 15 s, without waiting. */
function scaleUpRules(rules: Rules = {}): Rules {
  rules.stabilizationWindowSeconds ??= 0;
  rules.selectPolicy ??= 'Max';
  rules.policies ??= [
    { type: 'Pods', value: 4, periodSeconds: PERIOD_SECONDS },
    { type: 'Percent', value: 100, periodSeconds: PERIOD_SECONDS },
  ];
  return rules;
}

function scaleDownRules(rules: Rules = {}): Rules {
  rules.selectPolicy ??= 'Max';
  rules.policies ??= [{ type: 'Percent', value: 100, periodSeconds: PERIOD_SECONDS }];
  return rules;
}
