// Models the conversions of metrics in pkg/apis/autoscaling/v1/conversion.go (v1.35): targets and present values as
// autoscaling/v1 writes them.
import type { V2MetricSpec, V2MetricStatus, V2MetricTarget, V2MetricValueStatus } from '../../api/generated/types.ts';
import { dropUndefined, isJsonObject, type JsonObject } from '../../kernel/json.ts';

/** A metric of the second version in the words of the first. */
export function metricInFirst(metric: V2MetricSpec): JsonObject {
  const { type, resource, containerResource, pods, object, external } = metric;
  return dropUndefined({
    type,
    resource: resource && { name: resource.name, ...averages('target', resource.target) },
    containerResource: containerResource && {
      name: containerResource.name,
      ...averages('target', containerResource.target),
      container: containerResource.container,
    },
    pods: pods && dropUndefined({ ...named(pods.metric), targetAverageValue: pods.target.averageValue }),
    object: object && {
      target: object.describedObject,
      ...named(object.metric),
      ...dropUndefined({ targetValue: object.target.value ?? '0', averageValue: object.target.averageValue }),
    },
    external: external && {
      ...named(external.metric, 'metricSelector'),
      ...dropUndefined({ targetValue: external.target.value, targetAverageValue: external.target.averageValue }),
    },
  });
}

/** What was measured in the words of the first version. */
export function statusInFirst({ type, resource, containerResource }: V2MetricStatus): JsonObject {
  return dropUndefined({
    type,
    resource: resource && { name: resource.name, ...averages('current', resource.current) },
    containerResource: containerResource && {
      name: containerResource.name,
      ...averages('current', containerResource.current),
      container: containerResource.container,
    },
  });
}

type Averages = Pick<V2MetricTarget & V2MetricValueStatus, 'averageUtilization' | 'averageValue'>;

const averages = (prefix: 'target' | 'current', { averageUtilization, averageValue }: Averages): JsonObject =>
  dropUndefined({ [`${prefix}AverageUtilization`]: averageUtilization, [`${prefix}AverageValue`]: averageValue });

const named = ({ name, selector }: { name: string; selector?: object | undefined }, key = 'selector'): JsonObject =>
  dropUndefined({ metricName: name, [key]: selector });

/** A metric of the first version in the words of the second. */
export function metricOfFirst(metric: JsonObject): V2MetricSpec {
  const part = (key: string): JsonObject | undefined => {
    const value = metric[key];
    return isJsonObject(value) ? value : undefined;
  };
  const [resource, container, pods] = [part('resource'), part('containerResource'), part('pods')];
  const [object, external] = [part('object'), part('external')];
  return dropUndefined({
    type: metric['type'],
    resource: resource && { name: resource['name'], target: targetOf(resource) },
    containerResource: container && {
      name: container['name'],
      container: container['container'],
      target: targetOf(container),
    },
    pods: pods && { metric: metricOf(pods, 'selector'), target: targetOf(pods) },
    object: object && {
      describedObject: object['target'],
      metric: metricOf(object, 'selector'),
      target: targetOf({ ...object, targetAverageValue: object['averageValue'] }),
    },
    external: external && { metric: metricOf(external, 'metricSelector'), target: targetOf(external) },
  }) as V2MetricSpec;
}

const metricOf = (source: JsonObject, key: string): JsonObject =>
  dropUndefined({ name: source['metricName'], selector: source[key] });

function targetOf(source: JsonObject): JsonObject {
  const { targetAverageUtilization: averageUtilization, targetAverageValue: averageValue, targetValue: value } = source;
  const type = averageUtilization !== undefined ? 'Utilization' : averageValue !== undefined ? 'AverageValue' : 'Value';
  return dropUndefined({ type, averageUtilization, averageValue, value });
}
