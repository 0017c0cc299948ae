// Models ValidateLimitRange in pkg/apis/core/validation/validation.go (v1.35).
import type { LimitRange, LimitRangeItem } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, forbidden, invalid, invalidFor, required } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { isIndivisible, isStandardResource } from '../pod/validate-resources.ts';
import { compareQuantities } from '../quantities.ts';
import type { Written } from '../written.ts';

const types = ['Container', 'PersistentVolumeClaim', 'Pod'];
type Item = Written<LimitRangeItem>;
type Amount = string | undefined;
type Amounts = Readonly<Record<string, string>> | undefined;

const NOT_STANDARD = 'must be a standard resource type or fully qualified';

export function validateLimitRange({ spec }: Written<LimitRange>): readonly FieldError[] {
  const seen = new Set<string>();
  return (spec?.limits ?? []).flatMap((item, index) => {
    const path = `spec.limits[${index}]`;
    const type = item.type ?? '';
    const again = seen.has(type) ? [duplicate(`${path}.type`, type)] : [];
    seen.add(type);
    return [...validateType(`${path}.type`, type), ...again, ...validateItem(path, item)];
  });
}

function validateType(field: string, type: string): FieldError[] {
  const malformed = invalidFor(field, type, qualifiedNameFaults(type));
  if (malformed.length > 0 || type.includes('/') || types.includes(type)) return malformed;
  return [invalid(field, type, 'must be a standard limit type or fully qualified')];
}

function validateItem(path: string, item: Item): FieldError[] {
  const { type, min, max, default: limit, defaultRequest: request, maxLimitRequestRatio: ratio } = item;
  const names = sortedKeys(Object.assign({}, min, max, limit, request, ratio) as Readonly<Record<string, string>>);
  const onPod = [
    ...(Object.keys(limit ?? {}).length > 0 ? ['default'] : []),
    ...(Object.keys(request ?? {}).length > 0 ? ['defaultRequest'] : []),
  ];
  return [
    ...namesIn(path, type, 'max', max),
    ...namesIn(path, type, 'min', min),
    ...(type === 'Pod'
      ? []
      : [...namesIn(path, type, 'default', limit), ...namesIn(path, type, 'defaultRequest', request)]),
    ...(type === 'Pod'
      ? onPod.map((field) => forbidden(`${path}.${field}`, "may not be specified when `type` is 'Pod'"))
      : []),
    ...(type === 'PersistentVolumeClaim' && min?.['storage'] === undefined && max?.['storage'] === undefined
      ? [required(`${path}.limits`, 'either minimum or maximum storage value is required, but neither was provided')]
      : []),
    ...namesIn(path, type, 'maxLimitRequestRatio', ratio),
    ...names.flatMap((name) => [
      ...validateOrder(path, name, item),
      ...validateRatio(path, name, item),
      ...validateSame(path, name, item),
    ]),
  ];
}

function namesIn(path: string, type: string | undefined, field: string, amounts: Amounts): FieldError[] {
  const ofContainers = type === 'Pod' || type === 'Container';
  return sortedKeys(amounts).flatMap((name) => {
    const place = `${path}.${field}[${name}]`;
    const malformed = invalidFor(place, name, qualifiedNameFaults(name));
    if (malformed.length > 0 || name.includes('/') || isStandardResource(name)) return malformed;
    if (!ofContainers) return name === 'storage' ? [] : [invalid(place, name, NOT_STANDARD)];
    return invalidFor(place, name, [NOT_STANDARD, 'must be a standard resource for containers']);
  });
}

/** A limit may not be so much more than its request that no container could use the room. */
function validateRatio(path: string, name: string, { min, max, maxLimitRequestRatio }: Item): FieldError[] {
  const [least, most, ratio] = [min?.[name], max?.[name], maxLimitRequestRatio?.[name]];
  if (least === undefined || most === undefined || ratio === undefined) return [];
  const room = parseQuantity(most) / parseQuantity(least);
  if (parseQuantity(ratio) <= room) return [];
  const fault = `ratio ${ratio} is greater than max/min = ${room.toFixed(6)}`;
  return [invalid(`${path}.maxLimitRequestRatio[${name}]`, ratio, fault)];
}

/** What cannot be shared is asked for as a whole. */
function validateSame(path: string, name: string, { default: limits, defaultRequest: requests }: Item): FieldError[] {
  const [limit, request] = [limits?.[name], requests?.[name]];
  if (!isIndivisible(name) || limit === undefined || request === undefined) return [];
  if (compareQuantities(limit, request) === 0) return [];
  const fault = `default value ${limit} must equal to defaultRequest value ${request} in ${name}`;
  return [invalid(`${path}.defaultRequest[${name}]`, request, fault)];
}

/** The least, the request, the limit and the most must follow each other in size. */
function validateOrder(path: string, name: string, item: Item): FieldError[] {
  const [min, max] = [item.min?.[name], item.max?.[name]];
  const [limit, request, ratio] = [
    item.default?.[name],
    item.defaultRequest?.[name],
    item.maxLimitRequestRatio?.[name],
  ];
  const fault = (field: string, value: Amount, text: string) => invalid(`${path}.${field}[${name}]`, value, text);
  const above = (a: Amount, b: Amount) => a !== undefined && b !== undefined && compareQuantities(a, b) > 0;
  const text = (low: string, a: Amount, high: string, b: Amount) =>
    `${low} value ${a ?? ''} is greater than ${high} value ${b ?? ''}`;
  return [
    ...(above(min, max) ? [fault('min', min, text('min', min, 'max', max))] : []),
    ...(above(min, request) ? [fault('defaultRequest', request, text('min', min, 'default request', request))] : []),
    ...(above(request, max) ? [fault('defaultRequest', request, text('default request', request, 'max', max))] : []),
    ...(above(request, limit)
      ? [fault('defaultRequest', request, text('default request', request, 'default limit', limit))]
      : []),
    ...(above(min, limit) ? [fault('default', min, text('min', min, 'default', limit))] : []),
    ...(above(limit, max) ? [fault('default', max, text('default', limit, 'max', max))] : []),
    ...(above('1', ratio) ? [fault('maxLimitRequestRatio', ratio, `ratio ${ratio ?? ''} is less than 1`)] : []),
  ];
}
