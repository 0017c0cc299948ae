// Models metrics/utilization.go and calculatePodRequests in pkg/controller/podautoscaler (v1.35): how far what Pods use is
// from what they should use.
import type { V2MetricTarget } from '../../api/generated/types.ts';
import { milliOf, parseQuantity } from '../../api/quantity.ts';
import type { KindMap } from '../../api/resources.ts';

type Pod = KindMap['pods'];
/** By the names of Pods, in thousandths. */
export type Amounts = ReadonlyMap<string, number>;

export interface UsageRatio {
  /** Above 1 when more is used than should be. */
  readonly ratio: number;
  /** Of what was asked for, in percent, where that is what counts. */
  readonly utilization: number | undefined;
  /** Of one Pod, in thousandths. */
  readonly average: number;
}

/** What a metric wants of each Pod. */
export interface UsageTarget {
  ratioOf(used: Amounts): UsageRatio;
  /** What a Pod is taken to use that nobody knows of, when there may be too many Pods. */
  fallback(pod: string): number;
}

/** Pods should use so many percent of what they ask for; `requests` has what each asks for. */
export function utilizationTarget(percent: number, requests: Amounts): UsageTarget {
  return {
    ratioOf: (used) => {
      const known = [...used].filter(([pod]) => requests.has(pod));
      const total = known.reduce((sum, [, amount]) => sum + amount, 0);
      const asked = known.reduce((sum, [pod]) => sum + (requests.get(pod) ?? 0), 0);
      const utilization = Math.trunc((total * 100) / Math.max(1, asked));
      return { ratio: utilization / percent, utilization, average: Math.trunc(total / Math.max(1, known.length)) };
    },
    fallback: (pod) => Math.trunc(((requests.get(pod) ?? 0) * Math.max(100, percent)) / 100),
  };
}

/** Each Pod should use so much. */
export function averageTarget({ averageValue = '0' }: V2MetricTarget): UsageTarget {
  const wanted = Math.ceil(parseQuantity(averageValue) * 1000);
  return {
    ratioOf: (used) => {
      const total = [...used.values()].reduce((sum, amount) => sum + amount, 0);
      const average = Math.trunc(total / Math.max(1, used.size));
      return { ratio: average / wanted, utilization: undefined, average };
    },
    fallback: () => wanted,
  };
}

/** What each Pod asks for in thousandths, or which container asks for nothing. */
export function requestsOf(pods: readonly Pod[], resource: string, container: string | undefined): Amounts | string {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    let sum = 0;
    for (const { name, resources } of spec?.containers ?? []) {
      if (container !== undefined && name !== container) continue;
      const amount = resources?.requests?.[resource];
      if (amount === undefined)
        return `missing request for ${resource} in container ${name} of Pod ${metadata?.name ?? ''}`;
      sum += milliOf(amount);
    }
    requests.set(metadata?.name ?? '', sum);
  }
  return requests;
}
