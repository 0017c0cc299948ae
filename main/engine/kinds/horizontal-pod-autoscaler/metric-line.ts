// Models describeHorizontalPodAutoscalerV2 in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35): a metric with
// its current value and the one that is aimed at.
import type { V2MetricSpec, V2MetricStatus, V2MetricTarget, V2MetricValueStatus } from '../../api/generated/types.ts';

const UNKNOWN = '<unknown>';

type Current = V2MetricValueStatus | undefined;

export function metricLine(metric: V2MetricSpec, status: V2MetricStatus | undefined): string {
  switch (metric.type) {
    case 'External':
      return `"${metric.external?.metric.name ?? ''}" ${amountText(metric.external?.target, status?.external?.current)}`;
    case 'Pods': {
      const current = status?.pods?.current.averageValue ?? UNKNOWN;
      return `"${metric.pods?.metric.name ?? ''}" on pods:\t${current} / ${metric.pods?.target.averageValue ?? ''}`;
    }
    case 'Object': {
      const { kind = '', name = '' } = metric.object?.describedObject ?? {};
      const amount = amountText(metric.object?.target, status?.object?.current);
      return `"${metric.object?.metric.name ?? ''}" on ${kind}/${name} ${amount}`;
    }
    case 'Resource':
      return `resource ${metric.resource?.name ?? ''} on pods${usageText(metric.resource?.target, status?.resource?.current)}`;
    case 'ContainerResource': {
      const { name = '', container = '', target } = metric.containerResource ?? {};
      const usage = usageText(target, status?.containerResource?.current);
      return `resource ${name} of container "${container}" on pods${usage}`;
    }
    default:
      return `<unknown metric type "${metric.type}">`;
  }
}

function amountText(target: V2MetricTarget | undefined, current: Current): string {
  if (target?.averageValue !== undefined) {
    return `(target average value):\t${current?.averageValue ?? UNKNOWN} / ${target.averageValue}`;
  }
  return `(target value):\t${current?.value ?? UNKNOWN} / ${target?.value ?? ''}`;
}

function usageText(target: V2MetricTarget | undefined, current: Current): string {
  if (target?.averageValue !== undefined) return `:\t${current?.averageValue ?? UNKNOWN} / ${target.averageValue}`;
  const { averageUtilization: used, averageValue = '' } = current ?? {};
  const wanted = target?.averageUtilization;
  const now = used === undefined ? UNKNOWN : `${used}% (${averageValue})`;
  return `  (as a percentage of request):\t${now} / ${wanted === undefined ? '<auto>' : `${wanted}%`}`;
}
