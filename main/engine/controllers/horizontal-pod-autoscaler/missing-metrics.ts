// Models computeReplicasForMetric in pkg/controller/podautoscaler/horizontal.go (v1.35) where a metric cannot be had: each
// sort fails in its own words. Custom and external metrics are never served.
import type { V2MetricSpec } from '../../api/generated/types.ts';
import { selectorInGo } from '../selector-in-go.ts';

/** What the failure of a metric is called, and how it is told of the metric itself and of the autoscaler. */
export interface MetricFailure {
  readonly reason: string;
  readonly message: string;
  readonly summary: string;
}

const NOT_SERVED = 'the server could not find the requested resource';
const NO_RESOURCE_METRICS = `unable to fetch metrics from resource metrics API: ${NOT_SERVED} (get pods.metrics.k8s.io)`;

/** Why there are no measurements of `resource` at all. */
export const noMeasurements = (resource: string, isServed: boolean): string =>
  `unable to get metrics for resource ${resource}: ${isServed ? 'no metrics returned from resource metrics API' : NO_RESOURCE_METRICS}`;

const NO_CUSTOM_METRICS =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';

/** `why` tells what went wrong with a metric of resources. */
export function metricFailure(metric: V2MetricSpec, namespace: string, why: string): MetricFailure {
  const { resource, containerResource, pods, object, external } = metric;
  if (resource) return resourceFailure(resource, 'FailedGetResourceMetric', `${resource.name} resource metric`, why);
  if (containerResource) {
    const what = `${containerResource.name} container metric`;
    return resourceFailure(containerResource, 'FailedGetContainerResourceMetric', what, why);
  }
  if (pods) {
    const message = `unable to get metric ${pods.metric.name}: ${NO_CUSTOM_METRICS}`;
    return failure('FailedGetPodsMetric', 'pods metric', message);
  }
  if (object) {
    const { kind, name } = object.describedObject;
    const message = `unable to get metric ${object.metric.name}: ${kind} on ${namespace} ${name}/${NO_CUSTOM_METRICS}`;
    return failure('FailedGetObjectMetric', 'object metric', message);
  }
  if (external) {
    const { name, selector } = external.metric;
    const why = `unable to fetch metrics from external metrics API: ${NOT_SERVED} (get ${name}.external.metrics.k8s.io)`;
    const message = `unable to get external metric ${namespace}/${name}/${selectorInGo(selector)}: ${why}`;
    return failure('FailedGetExternalMetric', `${name} external metric`, message);
  }
  return failure('InvalidMetricSourceType', 'metric', `unknown metric source type "${metric.type}"`);
}

type Resource = NonNullable<V2MetricSpec['resource']>;

function resourceFailure(
  { name, target }: Pick<Resource, 'name' | 'target'>,
  reason: string,
  what: string,
  why: string,
): MetricFailure {
  const measure = target.averageValue === undefined ? 'utilization' : 'usage';
  return failure(reason, what, `failed to get ${name} ${measure}: ${why}`);
}

const failure = (reason: string, what: string, message: string): MetricFailure => ({
  reason,
  message,
  summary: `failed to get ${what} value: ${message}`,
});
