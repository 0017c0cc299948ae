// Models apiserver's pkg/cel/common/equality.go (v1.35): which part of an object was which part before a change.
import { isJsonObject, jsonEqual } from '../../../kernel/json.ts';
import type { Schema } from './schema.ts';

/** The field as it was; undefined where it was not there. */
export const correlatedField = (previous: unknown, key: string): unknown =>
  isJsonObject(previous) ? previous[key] : undefined;

/** The item with the same keys, in lists that are maps; items of other lists have no past. */
export function correlatedItem(list: Schema, previous: unknown, item: unknown): unknown {
  const keys = list['x-kubernetes-list-map-keys'] ?? [];
  if (list['x-kubernetes-list-type'] !== 'map' || !Array.isArray(previous) || !isJsonObject(item)) return undefined;
  return previous.find((old) => isJsonObject(old) && keys.every((key) => jsonEqual(old[key], item[key])));
}
