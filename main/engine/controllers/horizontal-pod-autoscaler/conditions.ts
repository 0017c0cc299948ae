// Models setConditionInList in pkg/controller/podautoscaler/horizontal.go (v1.35).
import type { V2HorizontalPodAutoscalerCondition as Condition } from '../../api/generated/types.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';

/** The conditions of one autoscaler under change: they keep their order, and their times while they do not turn. */
export class AutoscalerConditions {
  #conditions: readonly Condition[];
  readonly #now: Micros;

  constructor(conditions: readonly Condition[] | undefined, now: Micros) {
    this.#conditions = conditions ?? [];
    this.#now = now;
  }

  set(type: string, isTrue: boolean, reason: string, message: string): void {
    const status = isTrue ? 'True' : 'False';
    const old = this.#conditions.find((condition) => condition.type === type);
    const lastTransitionTime = old?.status === status ? old.lastTransitionTime : toTimestamp(this.#now);
    const next: Condition = { type, status, lastTransitionTime, reason, message };
    this.#conditions = old
      ? this.#conditions.map((condition) => (condition === old ? next : condition))
      : [...this.#conditions, next];
  }

  list(): readonly Condition[] {
    return this.#conditions;
  }
}
