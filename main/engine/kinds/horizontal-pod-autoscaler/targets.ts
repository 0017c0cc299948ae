// Models formatHPAMetrics in pkg/printers/internalversion/printers.go (v1.35): current values beside wanted ones.
import type { V2MetricSpec, V2MetricStatus, V2MetricTarget, V2MetricValueStatus } from '../../api/generated/types.ts';

const SHOWN_MAX = 2;
const UNKNOWN = '<unknown>';

/** `cpu: 12%/80%, 5/10 (avg) + 1 more...`; `currentMetrics` are in the order of `metrics`. */
export function targetsCell(
  metrics: readonly V2MetricSpec[] | undefined = [],
  currentMetrics: readonly V2MetricStatus[] | null | undefined = [],
): string {
  if (metrics.length === 0) return '<none>';
  const texts = metrics.map((metric, index) => targetText(metric, currentMetrics?.[index]));
  const shown = texts.slice(0, SHOWN_MAX).join(', ');
  return texts.length > SHOWN_MAX ? `${shown} + ${texts.length - SHOWN_MAX} more...` : shown;
}

function targetText(metric: V2MetricSpec, current: V2MetricStatus | undefined): string {
  switch (metric.type) {
    case 'External':
      return amountText(metric.external?.target, current?.external?.current);
    case 'Object':
      return amountText(metric.object?.target, current?.object?.current);
    case 'Pods':
      return `${current?.pods?.current.averageValue ?? UNKNOWN}/${metric.pods?.target.averageValue ?? ''}`;
    case 'Resource':
      return `${metric.resource?.name ?? ''}: ${usageText(metric.resource?.target, current?.resource?.current)}`;
    case 'ContainerResource': {
      const { name = '', target } = metric.containerResource ?? {};
      return `${name}: ${usageText(target, current?.containerResource?.current)}`;
    }
    default:
      return '<unknown type>';
  }
}

function amountText(target: V2MetricTarget | undefined, current: V2MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? UNKNOWN}/${target.averageValue} (avg)`;
  return `${current?.value ?? UNKNOWN}/${target?.value ?? ''}`;
}

function usageText(target: V2MetricTarget | undefined, current: V2MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? UNKNOWN}/${target.averageValue}`;
  const used = current?.averageUtilization;
  const wanted = target?.averageUtilization;
  return `${used === undefined ? UNKNOWN : `${used}%`}/${wanted === undefined ? '<auto>' : `${wanted}%`}`;
}
