// Models Masker of staging/src/k8s.io/kubectl/pkg/cmd/diff/diff.go (v1.35): what is secret is not shown, only that it
// differs.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';

const MASK = '***';

/** One object at two moments; undefined when it was not there. */
export type Versions = readonly [from: KubeObject | undefined, to: KubeObject | undefined];

/** The same with the values of Secrets masked. */
export function maskedVersions([from, to]: Versions): Versions {
  if (to?.kind !== 'Secret' || to.apiVersion !== 'v1') return [from, to];
  const [before, after] = [dataOf(from), dataOf(to)];
  return [masked(from, before, after, 'before'), masked(to, after, before, 'after')];
}

function dataOf(object: KubeObject | undefined): JsonObject {
  const data = object && 'data' in object ? object.data : undefined;
  return isJsonObject(data) ? data : {};
}

function masked(
  object: KubeObject | undefined,
  own: JsonObject,
  other: JsonObject,
  when: string,
): KubeObject | undefined {
  if (!object || Object.keys(own).length === 0) return object;
  const maskOf = (key: string) => (Object.hasOwn(other, key) && other[key] !== own[key] ? `${MASK} (${when})` : MASK);
  const data = Object.fromEntries(Object.keys(own).map((key) => [key, maskOf(key)]));
  return { ...object, ...{ data } };
}
