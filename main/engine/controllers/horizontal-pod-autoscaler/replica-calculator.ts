// Models GetResourceReplicas and calcPlainMetricReplicas in pkg/controller/podautoscaler/replica_calculator.go (v1.35).
import type { KindMap } from '../../api/resources.ts';
import type { PodGroups } from './pod-groups.ts';
import type { Amounts, UsageRatio, UsageTarget } from './usage-target.ts';

type Pod = KindMap['pods'];

/** How far from 1 a ratio may be below and above without anything being done. */
export interface Tolerances {
  readonly below: number;
  readonly above: number;
}

export interface Calculated extends UsageRatio {
  readonly replicas: number;
}

/** How many Pods there should be; `used` has what the counted ones use. */
export function calculateReplicas(
  current: number,
  { counted, unready, missing }: PodGroups,
  used: Amounts,
  target: UsageTarget,
  tolerances: Tolerances,
): Calculated {
  const measured = target.ratioOf(used);
  const { ratio } = measured;
  const isStartingMore = unready.length > 0 && ratio > 1;
  if (!isStartingMore && missing.length === 0) {
    const replicas = isWithin(tolerances, ratio) ? current : Math.ceil(ratio * counted.length);
    return { ...measured, replicas };
  }
  const guessed = new Map([
    ...used,
    ...missing.flatMap((pod) => guess(pod, ratio, target)),
    ...(isStartingMore ? unready.map((pod) => [nameOf(pod), 0] as const) : []),
  ]);
  const careful = target.ratioOf(guessed).ratio;
  const replicas = Math.ceil(careful * guessed.size);
  const isTurned = (ratio < 1 && careful > 1) || (ratio > 1 && careful < 1);
  const isAgainst = (careful < 1 && replicas > current) || (careful > 1 && replicas < current);
  return { ...measured, replicas: isWithin(tolerances, careful) || isTurned || isAgainst ? current : replicas };
}

/** Pods that nothing is known of must not make a change larger. */
function guess(pod: Pod, ratio: number, target: UsageTarget): readonly (readonly [string, number])[] {
  const name = nameOf(pod);
  if (ratio === 1) return [];
  return [[name, ratio < 1 ? target.fallback(name) : 0]];
}

const isWithin = ({ below, above }: Tolerances, ratio: number): boolean => 1 - below <= ratio && ratio <= 1 + above;
const nameOf = ({ metadata }: Pod): string => metadata?.name ?? '';
