// Models PathMatcher and SmarterPathSplitter of sigs.k8s.io/kustomize/kyaml: places in an object by paths such as
// `spec.template.spec.containers.[name=web].env.*.value`.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';

/** The parts of a path; what stands in brackets is not divided, nor are dots after a backslash. */
export const pathParts = (path: string): readonly string[] =>
  (path.match(/\[[^\]]*\]|(?:\\\.|[^.[])+/g) ?? []).map((part) => part.replaceAll('\\.', '.'));

/** The first value at a path; undefined when there is none. */
export function valueAt(value: unknown, [part, ...rest]: readonly string[]): unknown {
  if (part === undefined) return value;
  if (Array.isArray(value)) {
    const at = value.findIndex((item: unknown, index) => isItem(part, item, index));
    return at < 0 ? undefined : valueAt(value[at], rest);
  }
  return isJsonObject(value) ? valueAt(value[part], rest) : undefined;
}

export interface Changed {
  readonly value: unknown;
  /** How many places the path has led to. */
  readonly places: number;
}

type Change = (value: unknown) => unknown;

/** Changes every place that the path leads to; where `create` is told, ways that are missing are made. */
export function changePlaces(value: unknown, path: readonly string[], create: boolean, change: Change): Changed {
  const [part, ...rest] = path;
  if (part === undefined) return { value: change(value), places: 1 };
  if (Array.isArray(value)) return changeItems(value, path, create, change);
  if (value === undefined && create) return changePlaces(part.startsWith('[') ? [] : {}, path, create, change);
  if (!isJsonObject(value)) return { value, places: 0 };
  if (part === '*') return changeEntries(value, Object.keys(value), rest, create, change);
  if (value[part] === undefined && !create) return { value, places: 0 };
  return changeEntries(value, [part], rest, create, change);
}

function changeEntries(
  map: JsonObject,
  keys: readonly string[],
  rest: readonly string[],
  create: boolean,
  change: Change,
): Changed {
  const entries = keys.map((key) => [key, changePlaces(map[key], rest, create, change)] as const);
  const changed = Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
  return { value: { ...map, ...changed }, places: total(entries.map(([, one]) => one)) };
}

function changeItems(items: readonly unknown[], path: readonly string[], create: boolean, change: Change): Changed {
  const [part = '', ...rest] = path;
  const isMeant = items.map((item, index) => isItem(part, item, index));
  if (create && !isMeant.includes(true)) return changeItems([...items, newItem(part)], path, false, change);
  const changed = items.map((value, index) =>
    isMeant[index] === true ? changePlaces(value, rest, create, change) : { value, places: 0 },
  );
  return { value: changed.map(({ value }) => value), places: total(changed) };
}

const total = (changed: readonly Changed[]): number => changed.reduce((sum, { places }) => sum + places, 0);

/** Whether a part of a path means an item: by its place, by a field (`[name=web]`), by itself (`[=web]`), or any. */
function isItem(part: string, item: unknown, index: number): boolean {
  if (part === '*') return true;
  const [, field, text] = FIELD.exec(part) ?? [];
  if (field === undefined) return part === String(index);
  return String(field === '' || !isJsonObject(item) ? item : item[field]) === text;
}

const FIELD = /^\[([^=]*)=(.*)\]$/s;

function newItem(part: string): unknown {
  const [, field, text] = FIELD.exec(part) ?? [];
  if (field === undefined) return {};
  return field === '' ? text : { [field]: text };
}
