// Models validateMetrics in pkg/apis/autoscaling/validation/validation.go (v1.35).
import type { V2MetricIdentifier, V2MetricSpec, V2MetricTarget } from '../../api/generated/types.ts';
import { labelFaults, pathSegmentFaults } from '../../api/metadata.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, invalidFor, required, unsupported } from '../faults.ts';
import { validateResourceName } from '../pod/validate-resources.ts';
import { canonicalQuantity } from '../quantities.ts';
import type { Written } from '../written.ts';
import { validateReference } from './validate-reference.ts';

type Metric = Written<V2MetricSpec>;
type Target = Written<V2MetricTarget>;

/** The field that each type of metric is told in, in the order in which the second of two is refused. */
const sources = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
} as const;
const types: Readonly<Record<string, (typeof sources)[keyof typeof sources]>> = sources;
const targetTypes = ['Utilization', 'Value', 'AverageValue'];

export function validateMetrics(path: string, metrics: readonly Metric[]): FieldError[] {
  return metrics.flatMap((metric, index) => validateMetric(`${path}[${index}]`, metric));
}

function validateMetric(path: string, metric: Metric): FieldError[] {
  const { type = '' } = metric;
  const expected = types[type];
  const errors = type === '' ? [required(`${path}.type`, 'must specify a metric source type')] : [];
  if (expected === undefined) errors.push(unsupported(`${path}.type`, type, Object.keys(sources).sort()));
  const present = Object.values(sources).filter((source) => metric[source] !== undefined);
  const [first] = present;
  if (first !== undefined) errors.push(...validateSource(`${path}.${first}`, metric, first));
  if (expected !== undefined && !metric[expected]) {
    errors.push(required(`${path}.${expected}`, 'must populate information for the given metric source'));
  }
  if (present.length === 1) return errors;
  const superfluous = present.filter((source) => source !== expected);
  return [
    ...errors,
    ...superfluous.map((source) => forbidden(`${path}.${source}`, 'must populate the given metric source only')),
  ];
}

function validateSource(path: string, metric: Metric, source: (typeof sources)[keyof typeof sources]): FieldError[] {
  switch (source) {
    case 'object':
      return [
        ...validateReference(`${path}.describedObject`, metric.object?.describedObject ?? {}),
        ...validateIdentifier(`${path}.metric`, metric.object?.metric ?? {}),
        ...validateObjectTarget(`${path}.target`, metric.object?.target ?? {}),
      ];
    case 'external':
      return [
        ...validateIdentifier(`${path}.metric`, metric.external?.metric ?? {}),
        ...validateExternalTarget(`${path}.target`, metric.external?.target ?? {}),
      ];
    case 'pods':
      return [
        ...validateIdentifier(`${path}.metric`, metric.pods?.metric ?? {}),
        ...validatePodsTarget(`${path}.target`, metric.pods?.target ?? {}),
      ];
    case 'resource':
      return validateResource(path, metric.resource ?? {});
    case 'containerResource':
      return validateContainerResource(path, metric.containerResource ?? {});
  }
}

function validateContainerResource(path: string, source: NonNullable<Metric['containerResource']>): FieldError[] {
  const { name = '', container = '', target = {} } = source;
  return [
    ...(name === ''
      ? [required(`${path}.name`, 'must specify a resource name')]
      : validateResourceName(`${path}.name`, name)),
    ...(container === ''
      ? [required(`${path}.container`, 'must specify a container')]
      : invalidFor(`${path}.container`, container, labelFaults(container))),
    ...validateUseTarget(`${path}.target`, target),
  ];
}

function validateIdentifier(path: string, { name = '' }: Written<V2MetricIdentifier>): FieldError[] {
  if (name === '') return [required(`${path}.name`, 'must specify a metric name')];
  return invalidFor(`${path}.name`, name, pathSegmentFaults(name));
}

function validateResource(path: string, { name = '', target = {} }: NonNullable<Metric['resource']>): FieldError[] {
  const errors = name === '' ? [required(`${path}.name`, 'must specify a resource name')] : [];
  return [...errors, ...validateUseTarget(`${path}.target`, target)];
}

/** How much of a resource is used is told as a share or as an amount. */
function validateUseTarget(path: string, target: Target): FieldError[] {
  const errors = validateTarget(path, target);
  const { averageUtilization: share, averageValue: amount } = target;
  if (share === undefined && amount === undefined) {
    const fault = 'must set either a target raw value or a target utilization';
    errors.push(required(`${path}.averageUtilization`, fault));
  }
  if (share !== undefined && amount !== undefined) {
    const fault = 'may not set both a target raw value and a target utilization';
    errors.push(forbidden(`${path}.averageValue`, fault));
  }
  return errors;
}

function validateObjectTarget(path: string, target: Target): FieldError[] {
  const errors = validateTarget(path, target);
  if (target.value !== undefined || target.averageValue !== undefined) return errors;
  return [...errors, required(`${path}.averageValue`, 'must set either a target value or averageValue')];
}

function validateExternalTarget(path: string, target: Target): FieldError[] {
  const errors = validateTarget(path, target);
  if (target.value === undefined && target.averageValue === undefined) {
    errors.push(required(`${path}.averageValue`, 'must set either a target value for metric or a per-pod target'));
  }
  if (target.value !== undefined && target.averageValue !== undefined) {
    errors.push(forbidden(`${path}.value`, 'may not set both a target value for metric and a per-pod target'));
  }
  return errors;
}

function validatePodsTarget(path: string, target: Target): FieldError[] {
  const errors = validateTarget(path, target);
  if (target.averageValue !== undefined) return errors;
  return [...errors, required(`${path}.averageValue`, 'must specify a positive target averageValue')];
}

function validateTarget(path: string, { type = '', value, averageValue, averageUtilization }: Target): FieldError[] {
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric target type'));
  if (!targetTypes.includes(type)) {
    errors.push(invalid(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  errors.push(...validatePositive(`${path}.value`, value), ...validatePositive(`${path}.averageValue`, averageValue));
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0'));
  }
  return errors;
}

function validatePositive(field: string, quantity: string | undefined): FieldError[] {
  if (quantity === undefined || parseQuantity(quantity) > 0) return [];
  return [invalid(field, canonicalQuantity(quantity), 'must be positive')];
}
