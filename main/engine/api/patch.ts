// Models the patchers of apiserver's pkg/endpoints/handlers/patch.go (v1.35): JSON patches, merge patches of RFC 7386 and
// strategic merge patches.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { readJson } from './go-json.ts';
import { jsonPatch } from './json-patch.ts';
import { PatchRefused } from './patch-refused.ts';
import { badRequest } from './status.ts';
import { strategicMerge } from './strategic-patch.ts';

export type Patched =
  { readonly ok: true; readonly object: KubeObject } | { readonly ok: false; readonly status: ApiStatus };

type MergingPatchType = 'merge' | 'json' | 'strategic';

/**
 * Applies a patch of any type to an object of `model` and returns the result, which shares parts with the original. A
 * patch that is text is read as JSON.
 */
export function applyPatch(model: string, object: KubeObject, type: MergingPatchType, patch: unknown): Patched {
  try {
    return { ok: true, object: patched(model, object, type, patch) as KubeObject };
  } catch (error) {
    if (error instanceof PatchRefused) return { ok: false, status: error.status };
    throw error;
  }
}

function patched(model: string, object: KubeObject, type: MergingPatchType, given: unknown): unknown {
  const patch = typeof given === 'string' ? patchOfText(given, type) : given;
  if (type === 'json') {
    if (Array.isArray(patch)) return jsonPatch(object, patch);
    throw notDecoded(patch, '[]handlers.jsonPatchOp', 'error decoding patch: ');
  }
  if (!isJsonObject(patch)) {
    throw notDecoded(patch, 'map[string]interface {}', type === 'merge' ? 'error decoding patch: ' : '');
  }
  return type === 'merge' ? mergePatch(object, patch) : strategicMerge(model, object as JsonObject, patch);
}

function patchOfText(text: string, type: MergingPatchType): unknown {
  const read = readJson(text);
  if ('value' in read) return read.value;
  throw new PatchRefused(badRequest(type === 'strategic' ? read.fault : `error decoding patch: ${read.fault}`));
}

function notDecoded(patch: unknown, wanted: string, prefix: string): PatchRefused {
  const type = Array.isArray(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch;
  return new PatchRefused(badRequest(`${prefix}json: cannot unmarshal ${type} into Go value of type ${wanted}`));
}

/** RFC 7386: objects are merged, null removes, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const result: Record<string, unknown> = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else if (value !== undefined) result[key] = mergePatch(result[key], value);
  }
  return result;
}
