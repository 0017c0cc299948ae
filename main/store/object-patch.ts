// The difference of two JSON values as a JSON value: what the journal keeps of an object's change. Unlike a JSON merge
// patch it can set null and change single items of an array, of which a Pod's status is full.
import type { Json } from '../engine/kernel/json.ts';

/**
 * - `[]`: it is gone
 * - `[value]`: it is `value` now
 * - `[length, items]`: an array of `length` items now, some of which changed, by index
 * - an object: members that changed, by name
 */
export type Patch =
  readonly [] | readonly [value: Json] | readonly [length: number, items: PatchedMembers] | PatchedMembers;

export interface PatchedMembers {
  readonly [name: string]: Patch;
}

type JsonObject = Readonly<Record<string, Json>>;

/**
 * What turns `previous` into `next`; undefined when they are equal. A property that is undefined counts as absent.
 * Parts that both share are not looked into, so the difference of two versions of a frozen object is cheap.
 */
export function difference(previous: Json, next: Json): Patch | undefined {
  if (previous === next) return undefined;
  if (Array.isArray(previous)) return Array.isArray(next) ? arrayDifference(previous, next) : [next];
  if (isObject(previous) && isObject(next)) return objectDifference(previous, next);
  return [next];
}

/** `previous` with `patch` applied; unchanged parts are shared with it. */
export function patched(previous: Json, patch: Patch): Json {
  if (!isTuple(patch)) return patchedObject(isObject(previous) ? previous : {}, patch);
  if (patch.length !== 2) return patch[0];
  const [length, items] = patch;
  return patchedArray(Array.isArray(previous) ? previous : [], length, items);
}

/** Sets a property even where its name means something else to the language. */
export function setProperty(object: Record<string, Json>, name: string, value: Json): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function objectDifference(previous: JsonObject, next: JsonObject): Patch | undefined {
  let members: Record<string, Patch> | undefined;
  for (const name of Object.keys(next)) {
    const value = next[name];
    if (value === undefined) continue;
    const before = own(previous, name);
    const patch = before === undefined ? ([value] as const) : difference(before, value);
    if (patch) setProperty((members ??= {}), name, patch);
  }
  for (const name of Object.keys(previous)) {
    if (previous[name] !== undefined && own(next, name) === undefined) setProperty((members ??= {}), name, []);
  }
  return members;
}

function arrayDifference(previous: readonly Json[], next: readonly Json[]): Patch | undefined {
  let items: Record<string, Patch> | undefined;
  for (const [index, value] of next.entries()) {
    const patch = index < previous.length ? difference(previous[index], value) : ([value] as const);
    if (patch) (items ??= {})[index] = patch;
  }
  return items || previous.length !== next.length ? [next.length, items ?? {}] : undefined;
}

function patchedObject(previous: JsonObject, members: PatchedMembers): JsonObject {
  const next: Record<string, Json> = { ...previous };
  for (const name of Object.keys(members)) {
    const patch = members[name] ?? [];
    if (isTuple(patch) && patch.length === 0) Reflect.deleteProperty(next, name);
    else setProperty(next, name, patched(own(previous, name), patch));
  }
  return next;
}

function patchedArray(previous: readonly Json[], length: number, items: PatchedMembers): readonly Json[] {
  const next = previous.slice(0, length);
  // Integer keys come in ascending order, so that new items are appended one after the other.
  for (const [name, patch] of Object.entries(items)) next[Number(name)] = patched(previous[Number(name)], patch);
  return next;
}

function own(object: JsonObject, name: string): Json {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isTuple(patch: Patch): patch is Exclude<Patch, PatchedMembers> {
  return Array.isArray(patch);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
