// Models CreateThreeWayMergePatch of apimachinery's pkg/util/strategicpatch/patch.go and CreateThreeWayJSONMergePatch of
// pkg/util/jsonmergepatch/patch.go (v1.35): what differs from what is there, and without what was wanted last and no
// longer is.
import { isJsonObject, type JsonObject, jsonEqual } from '../../../engine/kernel/json.ts';
import { diffMaps, type Patch } from './diff-maps.ts';
import { ruleOf } from './patch-rules.ts';

/** What was applied last, what is wanted now, and what is there. */
export interface ThreeWay {
  readonly original: JsonObject;
  readonly modified: JsonObject;
  readonly current: JsonObject;
}

/** As a strategic merge patch for an object of `model`. Throws PlainError for items of lists that lack their key. */
export function threeWayPatch(model: string, { original, modified, current }: ThreeWay): JsonObject {
  const deletions = diffMaps(model, original, modified, 'deletions');
  return mergeMaps(model, deletions, diffMaps(model, current, modified, 'additions'));
}

/** Puts a patch on top of one that only deletes. */
function mergeMaps(model: string, deletions: JsonObject, additions: JsonObject): Patch {
  const merged: Patch = { ...deletions };
  for (const [key, added] of Object.entries(additions)) {
    const rule = ruleOf(model, key);
    const before = merged[key];
    if (isJsonObject(before) && isJsonObject(added)) merged[key] = mergeMaps(rule.model, before, added);
    else if (Array.isArray(before) && Array.isArray(added) && rule.mergeKey) {
      merged[key] = mergeItems(rule.model, rule.mergeKey, before.filter(isJsonObject), added.filter(isJsonObject));
    } else merged[key] = added;
  }
  for (const key of Object.keys(merged).filter((name) => name.startsWith('$setElementOrder/'))) {
    const field = key.slice('$setElementOrder/'.length);
    const [items, order] = [merged[field], merged[key]];
    if (Array.isArray(items) && Array.isArray(order)) {
      merged[field] = inOrder(items, order, ruleOf(model, field).mergeKey ?? '');
    }
  }
  return merged;
}

function mergeItems(
  model: string,
  mergeKey: string,
  deletions: readonly JsonObject[],
  additions: readonly JsonObject[],
): readonly Patch[] {
  const rest = [...deletions];
  const merged = additions.map((item) => {
    const at = rest.findIndex((candidate) => candidate[mergeKey] === item[mergeKey]);
    const [before] = at < 0 ? [] : rest.splice(at, 1);
    return before ? mergeMaps(model, before, item) : { ...item };
  });
  return [...merged, ...rest];
}

/** Items that stay in the order that is wanted, then those that go. */
function inOrder(items: readonly unknown[], order: readonly unknown[], mergeKey: string): readonly unknown[] {
  const idOf = (item: unknown) => (isJsonObject(item) ? item[mergeKey] : item);
  const ids = order.map(idOf);
  const rankOf = (item: unknown) => {
    const isGoing = isJsonObject(item) && item['$patch'] === 'delete';
    const at = isGoing ? -1 : ids.indexOf(idOf(item));
    return at < 0 ? ids.length : at;
  };
  return [...items].sort((a, b) => rankOf(a) - rankOf(b));
}

/** As a merge patch (RFC 7386), for kinds whose fields kubectl does not know. */
export function threeWayMergePatch({ original, modified, current }: ThreeWay): JsonObject {
  const deletions = mergeDiff(original, modified, 'deletions');
  return overlay(deletions, mergeDiff(current, modified, 'additions'));
}

function mergeDiff(before: JsonObject, after: JsonObject, wanted: 'additions' | 'deletions'): Patch {
  const patch: Patch = {};
  for (const [key, value] of Object.entries(after)) {
    const old = before[key];
    if (isJsonObject(old) && isJsonObject(value)) {
      const inner = mergeDiff(old, value, wanted);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (wanted === 'additions' && !jsonEqual(old, value)) patch[key] = value;
  }
  if (wanted === 'deletions') for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) patch[key] = null;
  return patch;
}

function overlay(below: JsonObject, above: JsonObject): Patch {
  const merged: Patch = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const before = merged[key];
    merged[key] = isJsonObject(before) && isJsonObject(value) ? overlay(before, value) : value;
  }
  return merged;
}
