// Models pkg/controller/podautoscaler/horizontal.go (v1.35): keeps the size of a workload between two bounds. There are
// no metrics in this cluster, as in a real one without metrics-server: nothing is scaled by load, and it says so.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Scale, V2HorizontalPodAutoscaler, V2HorizontalPodAutoscalerStatus } from '../../api/generated/types.ts';
import { keyOf } from '../../api/resources.ts';
import { withScale } from '../../api/scale.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { SECOND, toTimestamp } from '../../kernel/time.ts';
import {
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  again,
  done,
  failedBy,
} from '../controller.ts';
import { AutoscalerConditions } from './conditions.ts';
import { metricFailure } from './missing-metrics.ts';
import { type ScaleTarget, scaleTarget } from '../scale-target.ts';

type Autoscaler = V2HorizontalPodAutoscaler;

const name = 'horizontal-pod-autoscaler-controller';
const PERIOD_US = 15 * SECOND;

export const horizontalPodAutoscalerController: ControllerDefinition = {
  name,
  component: 'horizontal-pod-autoscaler',
  watches: ['horizontalpodautoscalers'],
  create: (context) => ({
    watches: {
      horizontalpodautoscalers: ({ type, object }) => {
        if (type !== 'deleted') context.requeue(keyOf(object), PERIOD_US);
        return [];
      },
    },
    reconcile: (key) => reconcile(context, key),
    save: () => undefined,
  }),
};

function reconcile(context: ControllerContext, key: string): Outcome {
  const autoscaler = context.caches.of('horizontalpodautoscalers').byKey(key);
  if (!autoscaler) return done;
  const status = statusAfter(context, autoscaler);
  if (jsonEqual(status, autoscaler.status)) return again(PERIOD_US);
  const options = { actor: name, subresource: 'status' };
  const updated = context.server.update('horizontalpodautoscalers', { ...autoscaler, status }, options);
  return updated.ok || updated.status.code === 404 ? again(PERIOD_US) : failedBy(updated.status);
}

/** Does what is to be done, and answers what the status says afterwards. */
function statusAfter(context: ControllerContext, autoscaler: Autoscaler): V2HorizontalPodAutoscalerStatus {
  const { server, kernel } = context;
  const before = autoscaler.status ?? { desiredReplicas: 0 };
  const conditions = new AutoscalerConditions(before.conditions, kernel.now);
  const target = scaleTarget(server, autoscaler.metadata?.namespace ?? '', autoscaler.spec.scaleTargetRef);
  if (typeof target === 'string') {
    warn(context, autoscaler, 'FailedGetScale', target);
    const message = `the HPA controller was unable to get the target's current scale: ${target}`;
    conditions.set('AbleToScale', false, 'FailedGetScale', message);
    return { ...before, conditions: conditions.list() };
  }
  conditions.set(
    'AbleToScale',
    true,
    'SucceededGetScale',
    "the HPA controller was able to get the target's current scale",
  );
  return judge(context, autoscaler, target, conditions, before);
}

function judge(
  context: ControllerContext,
  autoscaler: Autoscaler,
  target: ScaleTarget,
  conditions: AutoscalerConditions,
  before: V2HorizontalPodAutoscalerStatus,
): V2HorizontalPodAutoscalerStatus {
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  const currentReplicas = target.scale.spec?.replicas ?? 0;
  if (currentReplicas === 0 && minReplicas !== 0) {
    const message = 'scaling is disabled since the replica count of the target is zero';
    conditions.set('ScalingActive', false, 'ScalingDisabled', message);
    return { ...before, currentReplicas, desiredReplicas: 0, conditions: conditions.list() };
  }
  if (currentReplicas > maxReplicas || currentReplicas < minReplicas) {
    const [desired, why] =
      currentReplicas > maxReplicas ? [maxReplicas, 'above Spec.MaxReplicas'] : [minReplicas, 'below Spec.MinReplicas'];
    const rescaled = rescale(context, autoscaler, target, desired, `Current number of replicas ${why}`, conditions);
    const scaled = rescaled && { desiredReplicas: desired, lastScaleTime: toTimestamp(context.kernel.now) };
    return { ...before, currentReplicas, ...scaled, conditions: conditions.list() };
  }
  const currentMetrics = askMetrics(context, autoscaler, target, conditions);
  return { ...before, currentReplicas, ...(currentMetrics && { currentMetrics }), conditions: conditions.list() };
}

/** Whether the target could be given another size. */
function rescale(
  context: ControllerContext,
  autoscaler: Autoscaler,
  { kind, resource, object }: ScaleTarget,
  replicas: number,
  reason: string,
  conditions: AutoscalerConditions,
): boolean {
  const wanted: Scale = { spec: { replicas } };
  const scaled = withScale(kind, object, wanted);
  const updated = scaled.ok ? context.server.update(resource, scaled.object, { actor: name }) : scaled;
  const text = `New size: ${String(replicas)}; reason: ${reason}`;
  if (!updated.ok) {
    const { message } = updated.status;
    warn(context, autoscaler, 'FailedRescale', `${text}; error: ${message}`);
    const why = `the HPA controller was unable to update the target scale: ${message}`;
    conditions.set('AbleToScale', false, 'FailedUpdateScale', why);
    return false;
  }
  const message = `the HPA controller was able to update the target scale to ${String(replicas)}`;
  conditions.set('AbleToScale', true, 'SucceededRescale', message);
  context.events.send(eventTarget(autoscaler), 'Normal', 'SuccessfulRescale', text);
  return true;
}

/** Asks for every metric in vain; answers what the status shows of them, undefined when none could even be asked for. */
function askMetrics(
  context: ControllerContext,
  autoscaler: Autoscaler,
  { scale }: ScaleTarget,
  conditions: AutoscalerConditions,
): V2HorizontalPodAutoscalerStatus['currentMetrics'] {
  if (!scale.status?.selector) {
    const message = "the HPA target's scale is missing a selector";
    conditions.set('ScalingActive', false, 'InvalidSelector', message);
    warn(context, autoscaler, 'SelectorRequired', 'selector is required');
    warn(context, autoscaler, 'FailedComputeMetricsReplicas', 'selector is required');
    return undefined;
  }
  const { metrics = [] } = autoscaler.spec;
  const failures = metrics.map((metric) => metricFailure(metric, autoscaler.metadata?.namespace ?? ''));
  for (const { reason, message } of failures) warn(context, autoscaler, reason, message);
  const [first] = failures;
  if (!first) return [];
  const message = `the HPA was unable to compute the replica count: ${first.message}`;
  conditions.set('ScalingActive', false, first.reason, message);
  const count = String(failures.length);
  const summary = `invalid metrics (${count} invalid out of ${count}), first error is: ${first.summary}`;
  warn(context, autoscaler, 'FailedComputeMetricsReplicas', summary);
  return failures.map(() => ({ type: '' }));
}

function warn({ events }: ControllerContext, autoscaler: Autoscaler, reason: string, message: string): void {
  events.send(eventTarget(autoscaler), 'Warning', reason, message);
}
