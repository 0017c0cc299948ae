// Which version of a kind a request means.
import { type AnyKind, type KindVersion, apiVersionOf } from './resources.ts';

export interface ServedKind {
  /** With the names of the version that is asked for. */
  readonly kind: AnyKind;
  /** As its objects are stored. */
  readonly storedKind: AnyKind;
  /** Undefined for the version by which the kind is known. */
  readonly version: KindVersion | undefined;
}

/** The kind in a version; undefined when it is not served in it. */
export function servedAs(kind: AnyKind | undefined, apiVersion: string | undefined): ServedKind | undefined {
  if (!kind) return undefined;
  if (apiVersion === undefined || apiVersion === apiVersionOf(kind)) {
    return { kind, storedKind: kind, version: undefined };
  }
  const version = kind.versions?.find((one) => apiVersionOf(one) === apiVersion);
  return version && { kind: kindAs(kind, version), storedKind: kind, version };
}

/** The kind with the names of one of its versions. */
export function kindAs(kind: AnyKind, version: KindVersion): AnyKind {
  const { deprecation: _, ...others } = kind;
  const { group, version: name, model, columns = kind.columns, deprecation } = version;
  return { ...others, group, version: name, model, columns, ...(deprecation !== undefined && { deprecation }) };
}
