// An object without what the server, the admission and the controllers have written on it: what its person wanted.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type AnyKind, type Draft } from '../../engine/api/resources.ts';
import { copyJson, isJsonObject, jsonEqual, type JsonObject } from '../../engine/kernel/json.ts';
import { cleanMetadata } from './clean-metadata.ts';
import { cleanSpecs } from './clean-specs.ts';

/** What stays of an object of `kind`; applied again it comes to the same. */
export function cleanObject(kind: AnyKind, object: KubeObject): KubeObject {
  const cleaned = withoutServersWork(object);
  return withoutDefaults(kind, cleaned);
}

/** Drops status, bookkeeping and what was assigned, but keeps defaults. */
export function withoutServersWork(object: KubeObject): KubeObject {
  const { status: _, ...rest } = { status: undefined, ...object };
  const clean = cleanSpecs[object.kind ?? ''] ?? ((same: JsonObject) => same);
  return { ...clean(rest), metadata: cleanMetadata(object) };
}

/** Takes away each value that the server would fill in again. */
function withoutDefaults(kind: AnyKind, object: KubeObject): KubeObject {
  const rest = copyJson(object) as Record<string, unknown>;
  const full = defaulted(kind, rest);
  const isSame = () => jsonEqual(defaulted(kind, rest), full);
  for (const [key, value] of Object.entries(rest)) {
    if (!['apiVersion', 'kind', 'metadata'].includes(key)) prune(value, isSame);
  }
  return rest;
}

function defaulted(kind: AnyKind, object: object): unknown {
  const copy = copyJson(object) as Draft<KubeObject>;
  kind.defaults(copy);
  return copy;
}

/** Drops what makes no difference, from the whole to its parts; a disk of no kind would be hard to read. */
function prune(value: unknown, isSame: () => boolean): void {
  if (Array.isArray(value)) for (const item of value) prune(item, isSame);
  if (!isJsonObject(value)) return;
  const map = value as Record<string, unknown>;
  for (const [key, child] of Object.entries(map)) {
    if (key === 'emptyDir') continue;
    Reflect.deleteProperty(map, key);
    if (isSame()) continue;
    map[key] = child;
    prune(child, isSame);
  }
}
