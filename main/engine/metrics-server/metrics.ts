// Models staging/src/k8s.io/metrics/pkg/apis/metrics/v1beta1 (v1.35): what was measured, as objects. Machines use a little
// beside their Pods.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Node, Pod } from '../api/generated/types.ts';
import type { Meter } from '../api/meter.ts';
import { METRICS_WINDOW_US } from '../api/meter.ts';
import { podUsage } from '../controllers/pod-metrics.ts';
import { SECOND, type Micros, toTimestamp } from '../kernel/time.ts';
import { nodeStatusText } from '../kinds/node/status.ts';

const VERSION = 'metrics.k8s.io/v1beta1';
const WINDOW = `${String(METRICS_WINDOW_US / SECOND)}s`;
/** What a machine uses of its own, in thousandths of cores and of bytes. */
const OWN: Usage = { cpu: 45, memory: 310 * 2 ** 20 * 1000 };

/** In thousandths of cores and of bytes. */
interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** Undefined while nothing of the Pod has been measured. */
export function podMetrics(pod: Pod, now: Micros, meter: Meter | undefined): KubeObject | undefined {
  const measured = podUsage(pod, now, meter);
  if (!measured) return undefined;
  const containers = measured.containers.map(({ name, ...usage }) => ({ name, usage: quantities(usage) }));
  return { ...about('PodMetrics', pod, measured.at, now), ...{ containers } };
}

/** Undefined while the machine does not answer. */
export function nodeMetrics(
  node: Node,
  pods: Iterable<Pod>,
  now: Micros,
  meter: Meter | undefined,
): KubeObject | undefined {
  if (!nodeStatusText(node).startsWith('Ready')) return undefined;
  const at = (now - (now % METRICS_WINDOW_US)) as Micros;
  const usages = [...pods]
    .filter(({ spec }) => spec?.nodeName === node.metadata?.name)
    .flatMap((pod) => podUsage(pod, now, meter)?.containers ?? []);
  return { ...about('NodeMetrics', node, at, now), ...{ usage: quantities(sumOf([OWN, ...usages])) } };
}

function about(kind: string, { metadata }: KubeObject, at: Micros, now: Micros): KubeObject {
  const { name, namespace, labels } = metadata ?? {};
  return {
    kind,
    apiVersion: VERSION,
    metadata: { name, namespace, creationTimestamp: toTimestamp(now), labels },
    ...{ timestamp: toTimestamp(at), window: WINDOW },
  };
}

const sumOf = (usages: readonly Usage[]): Usage => ({
  cpu: usages.reduce((sum, { cpu }) => sum + cpu, 0),
  memory: usages.reduce((sum, { memory }) => sum + memory, 0),
});

/** As a metrics server writes amounts: billionths of cores, and Ki. */
const quantities = ({ cpu, memory }: Usage) => ({
  cpu: cpu === 0 ? '0' : `${String(cpu)}000000n`,
  memory: `${String(Math.round(memory / 1000 / 1024))}Ki`,
});
