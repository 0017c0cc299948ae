// Models calculateScaleUpLimitWithScalingRules, calculateScaleDownLimitWithBehaviors and their callers in
// pkg/controller/podautoscaler/horizontal.go (v1.35): how fast a workload may grow and shrink.
import type { V2HPAScalingPolicy, V2HPAScalingRules } from '../../api/generated/types.ts';
import type { Micros } from '../../kernel/time.ts';
import type { ScalingMemory } from './scaling-memory.ts';

/** A number of replicas and why it is no other. */
export interface Limited {
  readonly replicas: number;
  readonly reason: string;
  readonly message: string;
}

interface Bounds {
  readonly current: number;
  readonly min: number;
  readonly max: number;
}

const TOO_MANY = ['TooManyReplicas', 'the desired replica count is more than the maximum replica count'] as const;
const TOO_FEW = ['TooFewReplicas', 'the desired replica count is less than the minimum replica count'] as const;
const UP_LIMIT = [
  'ScaleUpLimit',
  'the desired replica count is increasing faster than the maximum scale rate',
] as const;
const DOWN_LIMIT = [
  'ScaleDownLimit',
  'the desired replica count is decreasing faster than the maximum scale rate',
] as const;
const WITHIN = ['DesiredWithinRange', 'the desired count is within the acceptable range'] as const;

const limited = (replicas: number, [reason, message]: readonly [string, string]): Limited => ({
  replicas,
  reason,
  message,
});

/** Without rules a workload may double at a time, and grow to four at once. */
export function withinPlainLimits(desired: number, { current, min, max }: Bounds): Limited {
  const fastest = Math.max(2 * current, 4);
  const [most, why] = max > fastest ? ([fastest, UP_LIMIT] as const) : ([max, TOO_MANY] as const);
  if (desired < min) return limited(min, TOO_FEW);
  return desired > most ? limited(most, why) : limited(desired, WITHIN);
}

export interface Pace {
  readonly memory: ScalingMemory;
  readonly key: string;
  readonly now: Micros;
}

/** With rules for growing and shrinking. */
export function withinRules(
  desired: number,
  { current, min, max }: Bounds,
  { up, down }: { readonly up: V2HPAScalingRules; readonly down: V2HPAScalingRules },
  pace: Pace,
): Limited {
  if (desired > current) {
    const fastest = Math.max(current, highest(up, current, pace));
    const [most, why] = max > fastest ? ([fastest, UP_LIMIT] as const) : ([max, TOO_MANY] as const);
    if (desired > most) return limited(most, why);
  }
  if (desired < current) {
    const fastest = Math.min(current, lowest(down, current, pace));
    const [least, why] = min < fastest ? ([fastest, DOWN_LIMIT] as const) : ([min, TOO_FEW] as const);
    if (desired < least) return limited(least, why);
  }
  return limited(desired, WITHIN);
}

function highest({ selectPolicy, policies = [] }: V2HPAScalingRules, current: number, pace: Pace): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map((policy) => {
    const before = sizeBefore(policy, current, pace);
    return policy.type === 'Pods' ? before + policy.value : Math.ceil(before * (1 + policy.value / 100));
  });
  return selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
}

function lowest({ selectPolicy, policies = [] }: V2HPAScalingRules, current: number, pace: Pace): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map((policy) => {
    const before = sizeBefore(policy, current, pace);
    return policy.type === 'Pods' ? before - policy.value : Math.trunc(before * (1 - policy.value / 100));
  });
  return selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
}

/** How many there were when the policy's period began. */
function sizeBefore({ periodSeconds }: V2HPAScalingPolicy, current: number, { memory, key, now }: Pace): number {
  const { added, removed } = memory.scaled(key, periodSeconds, now);
  return current - added + removed;
}
