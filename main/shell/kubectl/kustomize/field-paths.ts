// Models filters/fieldspec of sigs.k8s.io/kustomize/api: changes what stands at a path, in every item of lists on its way.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import type { Id } from './resource.ts';

/** A place in resources of a kind; whatever is left out may be anything. */
export interface FieldSpec {
  /** `spec/template/metadata/labels` */
  readonly path: string;
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
  /** Whether the maps on the way are made where they are missing. */
  readonly create?: boolean | undefined;
}

export const isMeant = (spec: FieldSpec, id: Id): boolean =>
  (!spec.kind || spec.kind === id.kind) &&
  (!spec.group || spec.group === id.group) &&
  (!spec.version || spec.version === id.version);

/** Segments of a path; a slash after a backslash belongs to a segment. */
export const segmentsOf = (path: string): readonly string[] =>
  path.split(/(?<!\\)\//).map((segment) => segment.replace(/\\\//g, '/').replace(/\[\]$/, ''));

/** The object with what `change` makes of the value at `path`; an answer of undefined leaves it out. */
export function changeAt(
  object: JsonObject,
  path: readonly string[],
  create: boolean,
  change: (value: unknown) => unknown,
): JsonObject {
  const [field = '', ...rest] = path;
  const value = object[field];
  if ((value === undefined || value === null) && !create) return object;
  if (rest.length === 0) return { ...object, [field]: change(value) };
  return { ...object, [field]: changeBelow(value ?? {}, rest, create, change) };
}

function changeBelow(
  value: unknown,
  path: readonly string[],
  create: boolean,
  change: (value: unknown) => unknown,
): unknown {
  if (Array.isArray(value)) return value.map((item) => changeBelow(item, path, create, change));
  return isJsonObject(value) ? changeAt(value, path, create, change) : value;
}

/** Changes every place of `specs` that the resource has. */
export function changeFields(
  object: JsonObject,
  id: Id,
  specs: readonly FieldSpec[],
  change: (value: unknown) => unknown,
): JsonObject {
  return specs
    .filter((spec) => isMeant(spec, id))
    .reduce((changed, { path, create = false }) => changeAt(changed, segmentsOf(path), create, change), object);
}
