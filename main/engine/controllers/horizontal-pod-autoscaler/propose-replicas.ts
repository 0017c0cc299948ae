// Models computeReplicasForMetrics in pkg/controller/podautoscaler/horizontal.go (v1.35): of all that the metrics of an
// autoscaler ask for, the most counts.
import type { V2HPAScalingRules, V2HorizontalPodAutoscaler, V2MetricStatus } from '../../api/generated/types.ts';
import { parseQuantity } from '../../api/quantity.ts';
import { keyOf } from '../../api/resources.ts';
import { parseLabelSelector } from '../../api/selectors.ts';
import { byKey } from '../../api/order.ts';
import type { ControllerContext } from '../controller.ts';
import { isMetricsServed } from '../pod-metrics.ts';
import type { ScaleTarget } from '../scale-target.ts';
import type { AutoscalerConditions } from './conditions.ts';
import { type MetricFailure, metricFailure } from './missing-metrics.ts';
import { type Proposal, type Situation, proposeByResource } from './resource-metric.ts';
import { rivalryOver } from './rivals.ts';
import type { ScalingMemory } from './scaling-memory.ts';

type Autoscaler = V2HorizontalPodAutoscaler;

export interface Proposed {
  /** Undefined when nothing can be said. */
  readonly replicas?: number | undefined;
  /** What the metric is called that asks for them, when they are more than there are. */
  readonly metric?: string | undefined;
  /** Undefined when none could even be asked for. */
  readonly currentMetrics?: readonly V2MetricStatus[] | undefined;
  readonly warnings: readonly (readonly [reason: string, message: string])[];
}

const TOLERANCE = 0.1;

export function proposeReplicas(
  context: ControllerContext,
  memory: ScalingMemory,
  autoscaler: Autoscaler,
  { scale }: ScaleTarget,
  conditions: AutoscalerConditions,
): Proposed {
  const text = scale.status?.selector ?? '';
  const selector = parseLabelSelector(text);
  if (text === '' || !selector.ok) {
    const message = "the HPA target's scale is missing a selector";
    conditions.set('ScalingActive', false, 'InvalidSelector', message);
    const warning = 'selector is required';
    return { warnings: [['SelectorRequired', warning] as const, ['FailedComputeMetricsReplicas', warning] as const] };
  }
  const { namespace = '' } = autoscaler.metadata ?? {};
  const all = [...context.caches.of('pods').all()];
  const pods = all.filter(
    ({ metadata }) => metadata?.namespace === namespace && selector.matches(metadata.labels ?? {}),
  );
  memory.select(keyOf(autoscaler), text);
  const rivalry = rivalryOver(memory, namespace, pods, text);
  if (rivalry !== undefined) {
    conditions.set('ScalingActive', false, 'AmbiguousSelector', rivalry);
    return { warnings: [['AmbiguousSelector', rivalry] as const, ['FailedComputeMetricsReplicas', rivalry] as const] };
  }
  return gather(autoscaler, conditions, {
    pods: pods.sort(byKey),
    current: scale.spec?.replicas ?? 0,
    tolerances: tolerancesOf(autoscaler),
    isServed: isMetricsServed(all),
    meter: context.server.meter,
    now: context.kernel.now,
  });
}

function gather({ metadata, spec }: Autoscaler, conditions: AutoscalerConditions, situation: Situation): Proposed {
  const proposals: Proposal[] = [];
  const failures: MetricFailure[] = [];
  const currentMetrics = (spec.metrics ?? []).map((metric): V2MetricStatus => {
    const isOfResource = metric.resource ?? metric.containerResource;
    const proposal = isOfResource ? proposeByResource(metric, situation) : '';
    if (typeof proposal === 'string') failures.push(metricFailure(metric, metadata?.namespace ?? '', proposal));
    else proposals.push(proposal);
    return typeof proposal === 'string' ? { type: '' } : proposal.status;
  });
  const most = proposals.reduce<Proposal | undefined>((a, b) => (a && a.replicas >= b.replicas ? a : b), undefined);
  const warnings = failures.map(({ reason, message }) => [reason, message] as const);
  const [first] = failures;
  if (first && (!most || most.replicas < situation.current)) {
    const message = `the HPA was unable to compute the replica count: ${first.message}`;
    conditions.set('ScalingActive', false, first.reason, message);
    const counts = `${String(failures.length)} invalid out of ${String(currentMetrics.length)}`;
    const summary = `invalid metrics (${counts}), first error is: ${first.summary}`;
    return { currentMetrics, warnings: [...warnings, ['FailedComputeMetricsReplicas', summary]] };
  }
  if (!most) return { currentMetrics, warnings };
  const { name, replicas } = most;
  const message = `the HPA was able to successfully calculate a replica count from ${name}`;
  conditions.set('ScalingActive', true, 'ValidMetricFound', message);
  return { replicas, metric: name, currentMetrics, warnings };
}

function tolerancesOf({ spec }: Autoscaler): Situation['tolerances'] {
  const of = (rules: V2HPAScalingRules | undefined) =>
    rules?.tolerance === undefined ? TOLERANCE : parseQuantity(rules.tolerance);
  return { below: of(spec.behavior?.scaleDown), above: of(spec.behavior?.scaleUp) };
}
