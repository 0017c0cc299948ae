// Models kyaml/yaml/merge2 of sigs.k8s.io/kustomize: strategic merge patches, whose list items come before those that are
// there.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { ruleOf } from '../apply/patch-rules.ts';

/** What the patch makes of the object; undefined when it deletes it. `model` is empty for kinds that nobody knows. */
export function mergePatch(model: string, target: JsonObject, patch: JsonObject): JsonObject | undefined {
  const { $patch: directive, ...fields } = patch;
  if (directive === 'delete') return undefined;
  const result: Record<string, unknown> = directive === 'replace' ? {} : { ...target };
  for (const [key, value] of Object.entries(fields)) {
    const merged = mergedValue(model, key, result[key], value);
    if (merged === undefined) Reflect.deleteProperty(result, key);
    else result[key] = merged;
  }
  return result;
}

/** Undefined for what is to go. */
function mergedValue(model: string, key: string, target: unknown, value: unknown): unknown {
  if (value === null) return undefined;
  const rule = ruleOf(model, key);
  if (isJsonObject(value)) return mergePatch(rule.model, isJsonObject(target) ? target : {}, value);
  if (!Array.isArray(value) || rule.mergeKey === undefined) return value;
  const [items, existing] = [value as unknown[], Array.isArray(target) ? (target as unknown[]) : []];
  if (rule.mergeKey === '') return [...new Set([...items, ...existing])];
  return mergeItems(rule.model, rule.mergeKey, existing.filter(isJsonObject), items.filter(isJsonObject));
}

function mergeItems(
  model: string,
  key: string,
  target: readonly JsonObject[],
  items: readonly JsonObject[],
): readonly JsonObject[] | undefined {
  if (items.some((item) => item['$patch'] === 'replace')) return items.filter((item) => item['$patch'] !== 'replace');
  const merged = items.flatMap((item) => {
    const existing = target.find((one) => one[key] === item[key]);
    const made = mergePatch(model, existing ?? {}, item);
    return made ? [made] : [];
  });
  const rest = target.filter((one) => !items.some((item) => item[key] === one[key]));
  const all = [...merged, ...rest];
  return all.length > 0 ? all : undefined;
}
