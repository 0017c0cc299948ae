// Models the metrics API of sigs.k8s.io/metrics-server (v0.8): what the containers of Pods use. It is there as soon as a
// Pod of metrics-server is ready. What a container uses is measured on its machine, unless annotations of its Pod say it, as
// for Pods of kwok.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { METRICS_WINDOW_US, type MeasuredContainer, type Meter } from '../api/meter.ts';
import { parseQuantity } from '../api/quantity.ts';
import type { KindMap } from '../api/resources.ts';
import { type Micros, after, fromTimestamp } from '../kernel/time.ts';
import { isPodReady } from '../kinds/pod/status.ts';

type Pod = KindMap['pods'];

/** What is measured of a Pod, in thousandths of cores and of bytes. */
export interface PodUsage {
  readonly at: Micros;
  readonly containers: readonly { readonly name: string; readonly cpu: number; readonly memory: number }[];
}

/** What each container of a Pod uses, whatever is measured. */
export const CPU_USAGE_ANNOTATION = 'usage.kubarium.dev/cpu';
export const MEMORY_USAGE_ANNOTATION = 'usage.kubarium.dev/memory';
/** What a container uses that nobody measures. */
const IDLE = { cpuMilli: 1, memoryBytes: 12 * 2 ** 20 } as const;

type Amounts = Omit<MeasuredContainer, 'name'>;

/** Whether some Pod of metrics-server is ready. */
export function isMetricsServed(pods: Iterable<Pod>): boolean {
  for (const pod of pods) if (isMetricsServer(pod) && isPodReady(pod)) return true;
  return false;
}

/** Whether a Pod is one of those that serve the metrics API. */
export const isMetricsServer = ({ metadata }: KubeObject): boolean =>
  metadata?.namespace === 'kube-system' && metadata.labels?.['k8s-app'] === 'metrics-server';

/** What was measured last of a Pod; undefined while no container has run through a whole window. */
export function podUsage(pod: Pod, now: Micros, meter: Meter | undefined): PodUsage | undefined {
  if (pod.status?.phase !== 'Running') return undefined;
  const used = meter ? meter(pod) : [];
  if (!used) return undefined;
  const at = (now - (now % METRICS_WINDOW_US)) as Micros;
  const measured = (pod.status.containerStatuses ?? []).filter(({ state }) => {
    const began = fromTimestamp(state?.running?.startedAt ?? '');
    return began !== undefined && after(began, METRICS_WINDOW_US) <= at;
  });
  if (measured.length === 0) return undefined;
  const byName = new Map(used.map((each) => [each.name, each]));
  return { at, containers: measured.map(({ name }) => amountsOf(pod, name, byName.get(name))) };
}

function amountsOf({ metadata, spec }: Pod, name: string, { cpuMilli, memoryBytes }: Amounts = IDLE) {
  const { [CPU_USAGE_ANNOTATION]: cpu, [MEMORY_USAGE_ANNOTATION]: memory } = metadata?.annotations ?? {};
  const limit = spec?.containers.find((container) => container.name === name)?.resources?.limits?.['cpu'];
  return {
    name,
    cpu: cpu === undefined ? Math.min(cpuMilli, limit === undefined ? Infinity : thousandths(limit)) : thousandths(cpu),
    memory: memory === undefined ? memoryBytes * 1000 : thousandths(memory),
  };
}

function thousandths(quantity: string): number {
  const amount = parseQuantity(quantity);
  return Number.isNaN(amount) ? 0 : Math.ceil(amount * 1000);
}
