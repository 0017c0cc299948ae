// Models staging/src/k8s.io/kubectl/pkg/metricsutil (v1.35): amounts that are used, in order and as text.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { milliOf, unitsOf } from '../../../engine/api/quantity.ts';
import { compareText } from '../../../engine/api/order.ts';
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import { TAB_STOPS } from '../printers/tab-stops.ts';

export const METRICS_VERSION = 'metrics.k8s.io/v1beta1';

export interface Amounts {
  readonly cpu?: string;
  readonly memory?: string;
}

/** Thousandths of cores, and bytes. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

export interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly usage: Usage;
}

export const usageOf = ({ cpu, memory }: Amounts): Usage => ({ cpu: milliOf(cpu), memory: unitsOf(memory) });

export const sumOf = (usages: readonly Usage[]): Usage => ({
  cpu: usages.reduce((sum, { cpu }) => sum + cpu, 0),
  memory: usages.reduce((sum, { memory }) => sum + memory, 0),
});

/** What uses most first, by `cpu` or `memory`; otherwise by name. */
export function sorted<T extends Named>(items: readonly T[], sortBy: string, withNamespace = false): readonly T[] {
  const byName = (a: T, b: T) =>
    (withNamespace ? compareText(a.namespace, b.namespace) : 0) || compareText(a.name, b.name);
  if (sortBy !== 'cpu' && sortBy !== 'memory') return [...items].sort(byName);
  return [...items].sort((a, b) => b.usage[sortBy] - a.usage[sortBy] || byName(a, b));
}

export const cpuText = ({ cpu }: Usage): string => `${String(cpu)}m`;
export const memoryText = ({ memory }: Usage): string => `${String(Math.trunc(memory / 2 ** 20))}Mi`;

/** Lines of values, each of which ends at a tab stop. */
export const lined = (lines: readonly (readonly string[])[]): string =>
  alignAtTabStops(
    lines.map((line) => [...line, '']),
    TAB_STOPS,
  )
    .map((line) => `${line}\n`)
    .join('');

export const nameOf = ({ metadata }: KubeObject): string => metadata?.name ?? '';
