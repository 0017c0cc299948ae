// Models the metrics API of sigs.k8s.io/metrics-server (v0.8): what the containers of Pods use. It is there as soon as a
// Pod of metrics-server is ready. What a container uses is written on its Pod, as for Pods of kwok: work cannot be
// measured where none is done.
import { parseQuantity } from '../api/quantity.ts';
import type { KindMap } from '../api/resources.ts';
import { type Micros, SECOND, after, fromTimestamp } from '../kernel/time.ts';
import { isPodReady } from '../kinds/pod/status.ts';

type Pod = KindMap['pods'];

/** What is measured of a Pod, in thousandths of cores and of bytes. */
export interface PodUsage {
  readonly at: Micros;
  readonly containers: readonly { readonly name: string; readonly cpu: number; readonly memory: number }[];
}

/** What each container of a Pod uses; without it a container idles. */
export const CPU_USAGE_ANNOTATION = 'usage.kubarium.dev/cpu';
export const MEMORY_USAGE_ANNOTATION = 'usage.kubarium.dev/memory';
const IDLE_CPU = '1m';
const IDLE_MEMORY = '12Mi';

/** Usage is measured so often, each time as the mean since the last. */
export const METRICS_WINDOW_US = 15 * SECOND;

/** Whether some Pod of metrics-server is ready. */
export function isMetricsServed(pods: Iterable<Pod>): boolean {
  for (const pod of pods) {
    const { namespace, labels } = pod.metadata ?? {};
    if (namespace === 'kube-system' && labels?.['k8s-app'] === 'metrics-server' && isPodReady(pod)) return true;
  }
  return false;
}

/** What was measured last of a Pod; undefined while no container has run through a whole window. */
export function podUsage(pod: Pod, now: Micros): PodUsage | undefined {
  if (pod.status?.phase !== 'Running') return undefined;
  const at = (now - (now % METRICS_WINDOW_US)) as Micros;
  const cpu = thousandths(pod.metadata?.annotations?.[CPU_USAGE_ANNOTATION] ?? IDLE_CPU);
  const memory = thousandths(pod.metadata?.annotations?.[MEMORY_USAGE_ANNOTATION] ?? IDLE_MEMORY);
  const measured = (pod.status.containerStatuses ?? []).filter(({ state }) => {
    const began = fromTimestamp(state?.running?.startedAt ?? '');
    return began !== undefined && after(began, METRICS_WINDOW_US) <= at;
  });
  if (measured.length === 0) return undefined;
  return { at, containers: measured.map(({ name }) => ({ name, cpu, memory })) };
}

function thousandths(quantity: string): number {
  const amount = parseQuantity(quantity);
  return Number.isNaN(amount) ? 0 : Math.ceil(amount * 1000);
}
