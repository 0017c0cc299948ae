// Models diffMaps and diffLists of staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go (v1.35): the patch
// that makes one object of another.
import { isJsonObject, type JsonObject, jsonEqual } from '../../../engine/kernel/json.ts';
import { PlainError } from '../errors/errors.ts';
import { jsonText } from '../printers/json-text.ts';
import { type FieldRule, ruleOf } from './patch-rules.ts';

/** What of a difference is wanted: what came in and was changed, or what went. */
export type Wanted = 'additions' | 'deletions' | 'all';

/** A patch while it is being made. */
export type Patch = Record<string, unknown>;

/** The strategic merge patch from `original` to `modified`, which are of `model`. Throws PlainError for items without key. */
export function diffMaps(
  model: string,
  original: JsonObject,
  modified: JsonObject,
  wanted: Wanted,
  retainsKeys = false,
): Patch {
  const patch: Patch = {};
  for (const [key, value] of Object.entries(modified)) {
    if (!Object.hasOwn(original, key)) {
      if (wanted !== 'deletions') patch[key] = value;
    } else diffField(patch, ruleOf(model, key), key, original[key], value, wanted);
  }
  const gone = Object.keys(original).filter((key) => !Object.hasOwn(modified, key));
  if (wanted !== 'additions') for (const key of gone) patch[key] = null;
  const isChanged = Object.keys(patch).length > 0 || gone.some((key) => original[key] !== null);
  const kept = Object.keys(modified).filter((key) => modified[key] !== null);
  if (retainsKeys && isChanged && kept.length > 0) patch['$retainKeys'] = kept.sort();
  return patch;
}

function diffField(
  patch: Patch,
  rule: FieldRule,
  key: string,
  original: unknown,
  modified: unknown,
  wanted: Wanted,
): void {
  if (isJsonObject(original) && isJsonObject(modified)) {
    const inner = diffMaps(rule.model, original, modified, wanted, rule.retainsKeys);
    if (Object.keys(inner).length > 0) patch[key] = inner;
  } else if (Array.isArray(original) && Array.isArray(modified) && rule.mergeKey !== undefined) {
    diffLists(patch, rule, key, original, modified, wanted);
  } else if (wanted !== 'deletions' && !jsonEqual(original, modified)) patch[key] = modified;
}

function diffLists(
  patch: Patch,
  rule: FieldRule,
  key: string,
  original: readonly unknown[],
  modified: readonly unknown[],
  wanted: Wanted,
): void {
  if (original.length === 0) {
    if (modified.length > 0 && wanted !== 'deletions') patch[key] = modified;
    return;
  }
  if (rule.mergeKey === '') diffPlainLists(patch, key, original, modified, wanted);
  else diffMapLists(patch, rule, key, original, modified, wanted);
}

function diffPlainLists(
  patch: Patch,
  key: string,
  original: readonly unknown[],
  modified: readonly unknown[],
  wanted: Wanted,
): void {
  const added = wanted === 'deletions' ? [] : modified.filter((value) => !original.includes(value));
  const gone = wanted === 'additions' ? [] : [...new Set(original.filter((value) => !modified.includes(value)))].sort();
  if (added.length > 0) patch[key] = added;
  if (gone.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = gone;
  const isReordered = wanted !== 'deletions' && !jsonEqual(original, modified);
  if (gone.length > 0 || isReordered) patch[`$setElementOrder/${key}`] = modified;
}

function diffMapLists(
  patch: Patch,
  { model, mergeKey = '', retainsKeys }: FieldRule,
  key: string,
  original: readonly unknown[],
  modified: readonly unknown[],
  wanted: Wanted,
): void {
  const before = byKey(original, mergeKey);
  const items: Patch[] = [];
  for (const { id, item } of byKey(modified, mergeKey)) {
    const match = take(before, id);
    if (match) {
      const changes = diffMaps(model, match.item, item, wanted, retainsKeys);
      if (Object.keys(changes).length > 0) items.push({ ...changes, [mergeKey]: item[mergeKey] });
    } else if (wanted !== 'deletions') items.push({ ...item });
  }
  const gone = before.map(({ item }) => ({ $patch: 'delete', [mergeKey]: item[mergeKey] }));
  const changed = wanted === 'additions' ? items : [...items, ...inTextOrder(gone, mergeKey)];
  if (changed.length > 0) patch[key] = changed;
  const isReordered = wanted !== 'deletions' && !hasSameOrder(original, modified, mergeKey);
  if (changed.length > 0 || isReordered) {
    patch[`$setElementOrder/${key}`] = byKey(modified, mergeKey).map(({ item }) => ({ [mergeKey]: item[mergeKey] }));
  }
}

interface KeyedItem {
  readonly id: string;
  readonly item: JsonObject;
}

/** Takes the first item with this key out of `items`; undefined when there is none. */
function take(items: KeyedItem[], id: string): KeyedItem | undefined {
  const at = items.findIndex((candidate) => candidate.id === id);
  return at < 0 ? undefined : items.splice(at, 1)[0];
}

function byKey(items: readonly unknown[], mergeKey: string): KeyedItem[] {
  return items.map((item) => {
    if (isJsonObject(item) && item[mergeKey] !== undefined) return { id: keyText(item, mergeKey), item };
    throw new PlainError(`map: ${jsonText(item)} does not contain declared merge key: ${mergeKey}`);
  });
}

const keyText = (item: JsonObject, mergeKey: string): string => String(item[mergeKey]);

const inTextOrder = (items: readonly Patch[], mergeKey: string): readonly Patch[] =>
  [...items].sort((a, b) => (keyText(a, mergeKey) < keyText(b, mergeKey) ? -1 : 1));

function hasSameOrder(original: readonly unknown[], modified: readonly unknown[], mergeKey: string): boolean {
  const ids = (items: readonly unknown[]) => byKey(items, mergeKey).map(({ id }) => id);
  return jsonEqual(ids(original), ids(modified));
}
