// Times in a dump are those of another clock: they are shifted so that its latest is the present of the session.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../engine/kernel/json.ts';
import { type Micros, fromTimestamp, toTimestamp } from '../../engine/kernel/time.ts';

/** A function that shifts all times in a map. */
export function timeShift(objects: readonly KubeObject[], now: Micros): (map: JsonObject) => JsonObject {
  const latest = objects.reduce((time, object) => Math.max(time, latestIn(object)), -Infinity);
  const shiftUs = now - latest;
  const shift = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const time = fromTimestamp(value);
      return time === undefined ? value : toTimestamp((time + shiftUs) as Micros);
    }
    if (Array.isArray(value)) return value.map(shift);
    if (!isJsonObject(value)) return value;
    return shiftMap(value);
  };
  const shiftMap = (map: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(map).map(([key, child]) => [key, shift(child)]));
  return shiftMap;
}

function latestIn(value: unknown): number {
  if (typeof value === 'string') return fromTimestamp(value) ?? -Infinity;
  if (typeof value !== 'object' || value === null) return -Infinity;
  return Object.values(value).reduce<number>((time, child) => Math.max(time, latestIn(child)), -Infinity);
}
