// Models normalizeDesiredReplicas and normalizeDesiredReplicasWithBehaviors in pkg/controller/podautoscaler/horizontal.go
// (v1.35): a proposal is steadied by those before it and kept within bounds.
import type { V2HorizontalPodAutoscaler } from '../../api/generated/types.ts';
import type { AutoscalerConditions } from './conditions.ts';
import { type Limited, type Pace, withinPlainLimits, withinRules } from './scaling-rules.ts';

/** For so long a workload does not shrink below what was recommended last, unless its rules say otherwise. */
const SHRINK_WINDOW_SECONDS = 300;
const LOWER_BEFORE = 'recent recommendations were lower than current one, applying the lowest recent recommendation';
const HIGHER_BEFORE = 'recent recommendations were higher than current one, applying the highest recent recommendation';

/** How many replicas there are to be after all. */
export function settleReplicas(
  { spec }: V2HorizontalPodAutoscaler,
  current: number,
  proposed: number,
  conditions: AutoscalerConditions,
  pace: Pace,
): number {
  const { behavior, minReplicas: min = 1, maxReplicas: max } = spec;
  const up = behavior?.scaleUp ?? {};
  const down = behavior?.scaleDown ?? {};
  const steady = behavior
    ? steadyWithin(up.stabilizationWindowSeconds ?? 0, down.stabilizationWindowSeconds ?? SHRINK_WINDOW_SECONDS)
    : steadyPlain;
  const steadied = steady(current, proposed, pace);
  pace.memory.recommend(pace.key, proposed, pace.now);
  tellSteadied(current, proposed, steadied, behavior !== undefined, conditions);
  const bounds = { current, min, max };
  const result = behavior ? withinRules(steadied, bounds, { up, down }, pace) : withinPlainLimits(steadied, bounds);
  tellLimited(steadied, result, conditions);
  return result.replicas;
}

type Steady = (current: number, proposed: number, pace: Pace) => number;

const steadyPlain: Steady = (_current, proposed, { memory, key, now }) =>
  Math.max(proposed, ...memory.recommended(key, SHRINK_WINDOW_SECONDS, now));

function steadyWithin(upSeconds: number, downSeconds: number): Steady {
  return (current, proposed, { memory, key, now }) => {
    const up = Math.min(proposed, ...memory.recommended(key, upSeconds, now));
    const down = Math.max(proposed, ...memory.recommended(key, downSeconds, now));
    return Math.min(Math.max(current, up), down);
  };
}

function tellSteadied(
  current: number,
  proposed: number,
  steadied: number,
  hasRules: boolean,
  conditions: AutoscalerConditions,
): void {
  if (steadied === proposed) {
    conditions.set('AbleToScale', true, 'ReadyForNewScale', 'recommended size matches current size');
  } else if (hasRules && proposed >= current) {
    conditions.set('AbleToScale', true, 'ScaleUpStabilized', LOWER_BEFORE);
  } else {
    conditions.set('AbleToScale', true, 'ScaleDownStabilized', HIGHER_BEFORE);
  }
}

function tellLimited(steadied: number, { replicas, reason, message }: Limited, conditions: AutoscalerConditions): void {
  conditions.set('ScalingLimited', replicas !== steadied, reason, message);
}
