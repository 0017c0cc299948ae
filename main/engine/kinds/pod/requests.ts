// Models staging/src/k8s.io/component-helpers/resource/helpers.go (v1.35): what a Pod as a whole asks for.
import type { Container, Pod } from '../../api/generated/types.ts';
import { milliOf, unitsOf } from '../../api/quantity.ts';

export interface PodRequests {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** What the scheduler sets aside for a Pod. */
export function podRequests(pod: Pod): PodRequests {
  return podAmounts(pod, 'requests');
}

/** What a Pod may use at most; 0 where a container is without limit counts as nothing, as kubectl adds it up. */
export function podLimits(pod: Pod): PodRequests {
  return podAmounts(pod, 'limits');
}

function podAmounts(pod: Pod, which: 'requests' | 'limits'): PodRequests {
  const overhead = pod.spec?.overhead;
  return {
    cpuMilli: podTotal(pod, ({ resources }) => milliOf(resources?.[which]?.['cpu'])) + milliOf(overhead?.['cpu']),
    memoryBytes:
      podTotal(pod, ({ resources }) => unitsOf(resources?.[which]?.['memory'])) + unitsOf(overhead?.['memory']),
  };
}

/** Containers run together, init containers one after the other beside the sidecars that were started before them. */
export function podTotal({ spec }: Pod, amountOf: (container: Container) => number): number {
  let sidecars = 0;
  let initPeak = 0;
  for (const container of spec?.initContainers ?? []) {
    const amount = amountOf(container);
    if (isSidecar(container)) sidecars += amount;
    initPeak = Math.max(initPeak, isSidecar(container) ? sidecars : sidecars + amount);
  }
  const running = (spec?.containers ?? []).reduce((sum, container) => sum + amountOf(container), sidecars);
  return Math.max(running, initPeak);
}

/** Whether an init container goes on running beside the others. */
export const isSidecar = (container: Container | undefined): boolean => container?.restartPolicy === 'Always';
