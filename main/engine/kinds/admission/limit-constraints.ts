// Models the constraints of plugin/pkg/admission/limitranger/admission.go (v1.35).
import { parseQuantity } from '../../api/quantity.ts';
import { sortedKeys } from '../label-text.ts';
import { compareQuantities } from '../quantities.ts';
import type { Amounts } from './pod-amounts.ts';

/** One entry of a LimitRange, its amounts by the name of the resource. */
export interface Bounds {
  readonly type: string;
  readonly min?: Amounts | undefined;
  readonly max?: Amounts | undefined;
  readonly maxLimitRequestRatio?: Amounts | undefined;
}

/** Every way in which requests and limits leave the bounds, resources in the order of their names. */
export function boundFaults(bounds: Bounds, requests: Amounts, limits: Amounts): string[] {
  const each = (amounts: Amounts | undefined, faultOf: (name: string, enforced: string) => string | undefined) =>
    sortedKeys(amounts).flatMap((name) => faultOf(name, amounts?.[name] ?? '0') ?? []);
  const { type } = bounds;
  return [
    ...each(bounds.min, (name, least) => minFault(name, type, least, requests[name], limits[name])),
    ...each(bounds.max, (name, most) => maxFault(name, type, most, requests[name], limits[name])),
    ...each(bounds.maxLimitRequestRatio, (name, ratio) => ratioFault(name, type, ratio, requests[name], limits[name])),
  ];
}

/** The bounds of what has requests alone: claims. */
export function requestFaults({ type, min, max }: Bounds, requests: Amounts): string[] {
  return [
    ...sortedKeys(min).flatMap((name) => minFault(name, type, min?.[name] ?? '0', requests[name], undefined) ?? []),
    ...sortedKeys(max).flatMap((name) => maxRequestFault(name, type, max?.[name] ?? '0', requests[name]) ?? []),
  ];
}

type Amount = string | undefined;

function minFault(name: string, type: string, least: string, request: Amount, limit: Amount): string | undefined {
  const rule = `minimum ${name} usage per ${type} is ${least}`;
  if (request === undefined) return `${rule}.  No request is specified`;
  if (compareQuantities(request, least) < 0) return `${rule}, but request is ${request}`;
  return limit !== undefined && compareQuantities(limit, least) < 0 ? `${rule}, but limit is ${limit}` : undefined;
}

function maxFault(name: string, type: string, most: string, request: Amount, limit: Amount): string | undefined {
  const rule = `maximum ${name} usage per ${type} is ${most}`;
  if (limit === undefined) return `${rule}.  No limit is specified`;
  if (compareQuantities(limit, most) > 0) return `${rule}, but limit is ${limit}`;
  return request !== undefined && compareQuantities(request, most) > 0
    ? `${rule}, but request is ${request}`
    : undefined;
}

function maxRequestFault(name: string, type: string, most: string, request: Amount): string | undefined {
  const rule = `maximum ${name} usage per ${type} is ${most}`;
  if (request === undefined) return `${rule}.  No request is specified`;
  return compareQuantities(request, most) > 0 ? `${rule}, but request is ${request}` : undefined;
}

function ratioFault(name: string, type: string, most: string, request: Amount, limit: Amount): string | undefined {
  const rule = `${name} max limit to request ratio per ${type} is ${most}`;
  const [asked, allowed] = [parseQuantity(request ?? '0'), parseQuantity(limit ?? '0')];
  if (asked === 0) return `${rule}, but no request is specified or request is 0`;
  if (allowed === 0) return `${rule}, but no limit is specified or limit is 0`;
  const ratio = allowed / asked;
  return ratio > parseQuantity(most) ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}
