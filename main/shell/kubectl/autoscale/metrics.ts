// Models createMetrics of staging/src/k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go (v1.35).
import type { V2MetricSpec, V2MetricTarget } from '../../../engine/api/generated/types.ts';
import type { Flags } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

/** What `--cpu`, `--memory` and `--cpu-percent` ask for. Throws PlainError for values that are no share or amount. */
export function metricsOf(flags: Flags): readonly V2MetricSpec[] {
  const percent = flags.int('cpu-percent');
  const cpu = flags.text('cpu') === '' && percent >= 0 ? `${percent}%` : flags.text('cpu');
  return [
    ...(cpu === '' ? [] : [metric('cpu', cpu)]),
    ...(flags.text('memory') === '' ? [] : [metric('memory', flags.text('memory'))]),
  ];
}

const metric = (name: string, text: string): V2MetricSpec => ({
  type: 'Resource',
  resource: { name, target: targetOf(name, text) },
});

const AMOUNT = /^[+]?(\d+\.?\d*|\.\d+)([numkMGTPE]|[KMGTPE]i)?$/;

function targetOf(name: string, text: string): V2MetricTarget {
  if (text.endsWith('%')) {
    const percent = text.slice(0, -1);
    if (!/^\d+$/.test(percent)) throw new PlainError(`invalid percentage value for --${name}: ${text}`);
    return { type: 'Utilization', averageUtilization: Number(percent) };
  }
  if (!AMOUNT.test(text)) throw new PlainError(`invalid resource quantity for --${name}: ${text}`);
  return { type: 'AverageValue', averageValue: text };
}
