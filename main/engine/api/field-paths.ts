// Models structured-merge-diff's fieldpath and typed packages (v6, as in Kubernetes v1.35) as far as ownership of fields
// needs them: an object as its leaves, and sets of fields in the form of `fieldsV1`.
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { fieldType, isModel, itemType, mergeKeyOf } from './schema.ts';

/** Elements as in `fieldsV1`: `f:spec`, `k:{"name":"main"}`, `v:"a/b"`, and `.` for the thing itself. */
export type FieldPath = readonly string[];

/** Leaves by their path joined to one text. */
export type Leaves = ReadonlyMap<string, unknown>;

const SEPARATOR = '\u0000';
export const joined = (path: FieldPath): string => path.join(SEPARATOR);
export const parted = (text: string): FieldPath => text.split(SEPARATOR);

/** Keys of associative lists where they are more than the merge key. */
const longKeys: Readonly<Record<string, readonly string[]>> = {
  'Container.ports': ['containerPort', 'protocol'],
  'EphemeralContainer.ports': ['containerPort', 'protocol'],
  'ServiceSpec.ports': ['port', 'protocol'],
  'PodSpec.topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
};
const atomicModels = new Set([
  ...['LabelSelector', 'NodeSelector', 'NodeSelectorTerm', 'ObjectReference', 'LocalObjectReference', 'RoleRef'],
  ...['TypedLocalObjectReference', 'TypedObjectReference', 'SecretReference', 'SecretKeySelector', 'ScopeSelector'],
  ...['ConfigMapKeySelector', 'ObjectFieldSelector', 'ResourceFieldSelector'],
]);
const atomicMaps = new Set(['PodSpec.nodeSelector', 'ServiceSpec.selector', 'ReplicationControllerSpec.selector']);
/** Structs that are always there, so that nobody brings them. */
const standing = new Set([
  ...['metadata', 'spec', 'status', 'template', 'strategy', 'updateStrategy', 'jobTemplate', 'resources'],
  ...['loadBalancer', 'scaleTargetRef', 'names', 'state', 'lastState'],
]);

/** How a field is taken apart: as a whole, by its fields, as a map, by the keys of its items, as a set. */
export type Shape =
  | { readonly type: 'atomic' | 'map' | 'set' }
  | { readonly type: 'struct'; readonly model: string }
  | { readonly type: 'list'; readonly model: string; readonly keys: readonly string[] };

/** The shape of a field; of fields outside of any model by their value. */
export function shapeOf(model: string, field: string, value: unknown): Shape {
  const type = fieldType(model, field);
  if (type === undefined)
    return model === '' && isJsonObject(value) ? { type: 'struct', model: '' } : { type: 'atomic' };
  const item = itemType(type);
  const name = `${model}.${field}`;
  if (item !== undefined && type.startsWith('{')) return { type: atomicMaps.has(name) ? 'atomic' : 'map' };
  if (item !== undefined) {
    const key = mergeKeyOf(model, field);
    if (key === undefined) return { type: 'atomic' };
    return key === '' ? { type: 'set' } : { type: 'list', model: item, keys: longKeys[name] ?? [key] };
  }
  return isModel(type) && !atomicModels.has(type) ? { type: 'struct', model: type } : { type: 'atomic' };
}

/** The element that names an item of an associative list. */
export function itemElement(item: JsonObject, keys: readonly string[]): string {
  const pairs = keys.map((key): [string, unknown] => [key, item[key] ?? (key === 'protocol' ? 'TCP' : undefined)]);
  return `k:${JSON.stringify(Object.fromEntries(pairs))}`;
}

/**
 * The leaves of an object. With `bringing`, maps and structs that were brought along count themselves, as when they are
 * compared with nothing; without, only what was said, as in what somebody applies.
 */
export function leavesOf(model: string, object: JsonObject, bringing: boolean): Leaves {
  const leaves = new Map<string, unknown>();
  collectFields(model, object, [], { leaves, bringing });
  return leaves;
}

interface Collection {
  readonly leaves: Map<string, unknown>;
  readonly bringing: boolean;
}

function collectFields(model: string, object: JsonObject, path: FieldPath, into: Collection): void {
  for (const [field, value] of Object.entries(object)) {
    if (value !== undefined && value !== null) collect(model, field, value, [...path, `f:${field}`], into);
  }
}

function collect(model: string, field: string, value: unknown, path: FieldPath, into: Collection): void {
  const shape = shapeOf(model, field, value);
  const { leaves, bringing } = into;
  const itself = joined([...path, '.']);
  if (shape.type === 'list' && Array.isArray(value)) {
    if (bringing) leaves.set(itself, true);
    for (const item of value.filter(isJsonObject)) {
      const inside = [...path, itemElement(item, shape.keys)];
      leaves.set(joined([...inside, '.']), true);
      collectFields(shape.model, item, inside, into);
    }
  } else if (shape.type === 'set' && Array.isArray(value)) {
    if (bringing) leaves.set(itself, true);
    for (const item of value) leaves.set(joined([...path, `v:${JSON.stringify(item)}`]), true);
  } else if (shape.type === 'map' && isJsonObject(value)) {
    if (bringing || Object.keys(value).length === 0) leaves.set(itself, true);
    for (const [key, child] of Object.entries(value)) leaves.set(joined([...path, `f:${key}`]), child);
  } else if (shape.type === 'struct' && isJsonObject(value) && Object.keys(value).length > 0) {
    if (bringing && !standing.has(field)) leaves.set(itself, true);
    collectFields(shape.model, value, path, into);
  } else leaves.set(joined(path), value);
}

/** A set of paths as `fieldsV1`. */
export function toFieldsV1(paths: Iterable<string>): JsonObject {
  const root: Record<string, unknown> = {};
  for (const path of [...paths].sort()) {
    let node = root;
    for (const element of parted(path)) node = (node[element] ??= {}) as Record<string, unknown>;
  }
  return root;
}

/** The paths of a `fieldsV1`. */
export function fromFieldsV1(fields: unknown): Set<string> {
  const paths = new Set<string>();
  const visit = (node: unknown, path: FieldPath): void => {
    const entries = isJsonObject(node) ? Object.entries(node) : [];
    if (entries.length === 0 && path.length > 0) paths.add(joined(path));
    for (const [element, child] of entries) visit(child, [...path, element]);
  };
  visit(fields, []);
  return paths;
}

/** A path as messages print it: `.spec.containers[name="main"].image`. */
export function pathText(path: string): string {
  return parted(path)
    .filter((element) => element !== '.')
    .map((element) => {
      const rest = element.slice(2);
      if (element.startsWith('f:')) return `.${rest}`;
      if (element.startsWith('v:')) return `[=${rest}]`;
      const pairs = Object.entries(JSON.parse(rest) as JsonObject);
      return `[${pairs.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
}
