// Models reconcileAutoscaler in pkg/controller/podautoscaler/horizontal.go (v1.35): one look at one autoscaler.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Scale, V2HorizontalPodAutoscaler, V2HorizontalPodAutoscalerStatus } from '../../api/generated/types.ts';
import { keyOf } from '../../api/resources.ts';
import { withScale } from '../../api/scale.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { toTimestamp } from '../../kernel/time.ts';
import type { ControllerContext } from '../controller.ts';
import { type ScaleTarget, scaleTarget } from '../scale-target.ts';
import { AutoscalerConditions } from './conditions.ts';
import { proposeReplicas } from './propose-replicas.ts';
import type { ScalingMemory } from './scaling-memory.ts';
import { settleReplicas } from './settle-replicas.ts';

type Autoscaler = V2HorizontalPodAutoscaler;
type Status = V2HorizontalPodAutoscalerStatus;
type Decision = Pick<Status, 'currentMetrics'> & {
  readonly replicas: number;
  /** Why it is another number; undefined leaves the workload as it is. */
  readonly reason: string | undefined;
};

/** What was measured before counts for nothing as soon as the workload is looked at anew: the API prints null for it. */
const noMetrics: object = { currentMetrics: null };

export const AUTOSCALER_CONTROLLER = 'horizontal-pod-autoscaler-controller';

export class AutoscalerTurn {
  readonly #context: ControllerContext;
  readonly #memory: ScalingMemory;
  readonly #autoscaler: Autoscaler;
  readonly #conditions: AutoscalerConditions;

  constructor(context: ControllerContext, memory: ScalingMemory, autoscaler: Autoscaler) {
    this.#context = context;
    this.#memory = memory;
    this.#autoscaler = autoscaler;
    this.#conditions = new AutoscalerConditions(autoscaler.status?.conditions, context.kernel.now);
  }

  /** Does what is to be done, and answers what the status says afterwards. */
  take(): Status {
    const { metadata, spec, status = { desiredReplicas: 0 } } = this.#autoscaler;
    const target = scaleTarget(this.#context.server, metadata?.namespace ?? '', spec.scaleTargetRef);
    const changes = typeof target === 'string' ? this.#lost(target) : { ...noMetrics, ...this.#judge(target) };
    return dropUndefined({ ...status, ...changes, conditions: this.#conditions.list() });
  }

  #lost(why: string): Partial<Status> {
    this.#warn('FailedGetScale', why);
    const message = `the HPA controller was unable to get the target's current scale: ${why}`;
    this.#conditions.set('AbleToScale', false, 'FailedGetScale', message);
    return {};
  }

  #judge(target: ScaleTarget): Partial<Status> {
    const found = "the HPA controller was able to get the target's current scale";
    this.#conditions.set('AbleToScale', true, 'SucceededGetScale', found);
    const current = target.scale.spec?.replicas ?? 0;
    this.#memory.begin(keyOf(this.#autoscaler), current, this.#context.kernel.now);
    if (current === 0 && this.#autoscaler.spec.minReplicas !== 0) {
      const message = 'scaling is disabled since the replica count of the target is zero';
      this.#conditions.set('ScalingActive', false, 'ScalingDisabled', message);
      return { currentReplicas: current, desiredReplicas: 0 };
    }
    const { replicas, reason, ...metrics } = this.#bounded(current) ?? this.#measured(target, current);
    const changes = { currentReplicas: current, ...metrics };
    if (reason === undefined) return replicas < 0 ? changes : { ...changes, desiredReplicas: current };
    if (!this.#rescale(target, current, replicas, reason)) return changes;
    return { ...changes, desiredReplicas: replicas, lastScaleTime: toTimestamp(this.#context.kernel.now) };
  }

  /** A workload out of bounds is brought back without a look at its metrics. */
  #bounded(current: number): Decision | undefined {
    const { minReplicas = 1, maxReplicas } = this.#autoscaler.spec;
    const why = 'Current number of replicas';
    if (current > maxReplicas) return { replicas: maxReplicas, reason: `${why} above Spec.MaxReplicas` };
    if (current < minReplicas) return { replicas: minReplicas, reason: `${why} below Spec.MinReplicas` };
    return undefined;
  }

  #measured(target: ScaleTarget, current: number): Decision {
    const { kernel } = this.#context;
    const proposed = proposeReplicas(this.#context, this.#memory, this.#autoscaler, target, this.#conditions);
    for (const [reason, message] of proposed.warnings) this.#warn(reason, message);
    const { currentMetrics, replicas: wanted, metric = '' } = proposed;
    const metrics = currentMetrics && { currentMetrics };
    if (wanted === undefined) return { replicas: -1, reason: undefined, ...metrics };
    const pace = { memory: this.#memory, key: keyOf(this.#autoscaler), now: kernel.now };
    const replicas = settleReplicas(this.#autoscaler, current, wanted, this.#conditions, pace);
    const reason = wanted > current ? `${metric} above target` : 'All metrics below target';
    return { replicas, reason: replicas === current ? undefined : reason, ...metrics };
  }

  /** Whether the target could be given another size. */
  #rescale({ kind, resource, object }: ScaleTarget, current: number, replicas: number, reason: string): boolean {
    const { server, events, kernel } = this.#context;
    const wanted: Scale = { spec: { replicas } };
    const scaled = withScale(kind, object, wanted);
    const updated = scaled.ok ? server.update(resource, scaled.object, { actor: AUTOSCALER_CONTROLLER }) : scaled;
    const text = `New size: ${String(replicas)}; reason: ${reason}`;
    if (!updated.ok) {
      const { message } = updated.status;
      this.#warn('FailedRescale', `${text}; error: ${message}`);
      const why = `the HPA controller was unable to update the target scale: ${message}`;
      this.#conditions.set('AbleToScale', false, 'FailedUpdateScale', why);
      return false;
    }
    const message = `the HPA controller was able to update the target scale to ${String(replicas)}`;
    this.#conditions.set('AbleToScale', true, 'SucceededRescale', message);
    events.send(eventTarget(this.#autoscaler), 'Normal', 'SuccessfulRescale', text);
    if (this.#autoscaler.spec.behavior) {
      this.#memory.scale(keyOf(this.#autoscaler), replicas - current, kernel.now);
    }
    return true;
  }

  #warn(reason: string, message: string): void {
    this.#context.events.send(eventTarget(this.#autoscaler), 'Warning', reason, message);
  }
}
