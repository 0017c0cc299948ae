// Models updatePdbStatus in pkg/controller/disruption/disruption.go and pkg/apis/policy's condition helpers (v1.35).
import type { Condition, PodDisruptionBudget } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { type Micros, MINUTE, fromTimestamp, toTimestamp } from '../../kernel/time.ts';
import { isPodReady } from '../../kinds/pod/status.ts';
import type { Expected } from './expected-pods.ts';
import { nonEmptyMap } from '../non-empty.ts';

type Pod = KindMap['pods'];
type Budget = PodDisruptionBudget;
type Status = NonNullable<Budget['status']>;

/** How long an evicted Pod may take until it is being deleted. */
const DELETION_TIMEOUT_US = 2 * MINUTE;

/** The status of a budget whose Pods are these. */
export function budgetStatus(budget: Budget, expected: Expected, pods: readonly Pod[], now: Micros): Status {
  const { expectedPods, desiredHealthy } = expected;
  const disruptedPods = stillDisrupted(budget, pods, now);
  const healthy = pods.filter(
    (pod) =>
      pod.metadata?.deletionTimestamp === undefined &&
      disruptedPods[pod.metadata?.name ?? ''] === undefined &&
      isPodReady(pod),
  );
  const spare = healthy.length - desiredHealthy;
  const disruptionsAllowed = expectedPods <= 0 ? 0 : Math.max(0, spare);
  const reason = disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods';
  return dropUndefined({
    conditions: withAllowed(budget, disruptionsAllowed > 0, reason, '', now),
    currentHealthy: healthy.length,
    desiredHealthy,
    disruptedPods: nonEmptyMap(disruptedPods),
    disruptionsAllowed,
    expectedPods,
    observedGeneration: budget.metadata?.generation,
  });
}

/** The status of a budget that could not be judged: nobody may be evicted. */
export function failedStatus(budget: Budget, why: string, now: Micros): Status {
  const conditions = withAllowed(budget, false, 'SyncFailed', why, now);
  return { ...budget.status, disruptionsAllowed: 0, conditions };
}

/** How long until an evicted Pod counts again that is not being deleted; undefined when none is waited for. */
export function untilRecheckUs({ disruptedPods = {} }: Status, now: Micros): number | undefined {
  const due = Object.values(disruptedPods).map((time) => (fromTimestamp(time) ?? now) + DELETION_TIMEOUT_US);
  return due.length === 0 ? undefined : Math.max(0, Math.min(...due) - now) + 1;
}

function stillDisrupted({ status }: Budget, pods: readonly Pod[], now: Micros): Readonly<Record<string, string>> {
  const waiting = pods.flatMap(({ metadata }) => {
    const own = metadata?.name ?? '';
    const time = status?.disruptedPods?.[own];
    if (time === undefined || metadata?.deletionTimestamp !== undefined) return [];
    return (fromTimestamp(time) ?? now) + DELETION_TIMEOUT_US < now ? [] : [[own, time] as const];
  });
  return Object.fromEntries(waiting);
}

function withAllowed(
  { metadata, status }: Budget,
  isAllowed: boolean,
  reason: string,
  message: string,
  now: Micros,
): Condition[] {
  const present = status?.conditions ?? [];
  const old = present.find(({ type }) => type === 'DisruptionAllowed');
  const value = isAllowed ? 'True' : 'False';
  const lastTransitionTime = old?.status === value ? old.lastTransitionTime : toTimestamp(now);
  const observedGeneration = metadata?.generation;
  const next = dropUndefined({
    lastTransitionTime,
    message,
    observedGeneration,
    reason,
    status: value,
    type: 'DisruptionAllowed',
  });
  return old ? present.map((condition) => (condition === old ? next : condition)) : [...present, next];
}
