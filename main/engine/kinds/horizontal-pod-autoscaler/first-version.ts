// Models pkg/apis/autoscaling/v1/conversion.go (v1.35): HorizontalPodAutoscalers as autoscaling/v1 has them. What it has no
// fields for stands in annotations.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type {
  HorizontalPodAutoscaler,
  V2HorizontalPodAutoscaler,
  V2MetricSpec,
  V2MetricStatus,
} from '../../api/generated/types.ts';
import type { KindVersion } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { readAnnotation, withAnnotations, withoutAnnotations } from './first-annotations.ts';
import { metricInFirst, metricOfFirst, statusInFirst } from './first-metrics.ts';

export const firstVersion: KindVersion = {
  group: 'autoscaling',
  version: 'v1',
  model: 'HorizontalPodAutoscaler',
  toStored: (object) => secondOf(object as HorizontalPodAutoscaler),
  fromStored: (object) => firstOf(object as V2HorizontalPodAutoscaler),
};

function secondOf(first: HorizontalPodAutoscaler): KubeObject {
  const { spec, metadata = {} } = first;
  const { targetCPUUtilizationPercentage: target, ...plain } = spec;
  const others = readAnnotation(metadata.annotations, 'metrics').map(metricOfFirst);
  const metrics = target === undefined ? others : [utilization(target), ...others];
  const [behavior] = readAnnotation(metadata.annotations, 'behavior');
  return dropUndefined({
    ...first,
    apiVersion: 'autoscaling/v2',
    metadata: withoutAnnotations(metadata),
    spec: { ...plain, ...(metrics.length > 0 && { metrics }), ...(behavior !== undefined && { behavior }) },
    // The status is written by its controller, in the second version.
    status: undefined,
  });
}

const utilization = (averageUtilization: number): V2MetricSpec => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});

function firstOf(second: V2HorizontalPodAutoscaler): KubeObject {
  const { spec, status, metadata = {} } = second;
  const { metrics = [], behavior, ...plain } = spec;
  const main = metrics.find(isCpuUtilization);
  const others = metrics.filter((metric) => metric !== main);
  const { conditions = [], currentMetrics, currentReplicas = 0, desiredReplicas = 0, ...rest } = status ?? {};
  const current = currentMetrics ?? [];
  const annotations = {
    ...(others.length > 0 && { metrics: others.map(metricInFirst) }),
    ...(current.length > 0 && { 'current-metrics': current.map(statusInFirst) }),
    ...(conditions.length > 0 && { conditions: conditions.map(inOrderOfFields) }),
    ...(behavior && { behavior }),
  };
  const targetCPUUtilizationPercentage = main?.resource?.target.averageUtilization;
  return {
    ...second,
    apiVersion: 'autoscaling/v1',
    metadata: withAnnotations(metadata, annotations),
    ...{ spec: dropUndefined({ ...plain, targetCPUUtilizationPercentage }) },
    ...{ status: { ...rest, ...cpuOf(current), currentReplicas, desiredReplicas } },
  };
}

const isCpuUtilization = ({ resource }: V2MetricSpec): boolean =>
  resource?.name === 'cpu' && resource.target.averageUtilization !== undefined;

function cpuOf(metrics: readonly V2MetricStatus[]): object {
  const cpu = metrics.find(({ resource }) => resource?.name === 'cpu')?.resource?.current.averageUtilization;
  return cpu === undefined ? {} : { currentCPUUtilizationPercentage: cpu };
}

type Condition = NonNullable<NonNullable<V2HorizontalPodAutoscaler['status']>['conditions']>[number];

function inOrderOfFields({ type, status, lastTransitionTime, reason, message }: Condition): object {
  return dropUndefined({ type, status, lastTransitionTime, reason, message });
}
