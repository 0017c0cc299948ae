// The kinds by which objects of a session or a dump are known.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { CustomResourceDefinition } from '../../engine/api/generated/types.ts';
import { type ServedKind, servedAs } from '../../engine/api/kind-versions.ts';
import type { AnyKind } from '../../engine/api/resources.ts';
import { customKind } from '../../engine/kinds/custom-resource/definition.ts';
import { kinds } from '../../engine/kinds/registry.ts';

export type FindKind = (object: KubeObject) => ServedKind | undefined;

/** Finds the kind of an object among all that the API serves, and those that definitions among `objects` make. */
export function kindsFor(objects: readonly KubeObject[]): FindKind {
  // The registry's definitions differ in their types of objects alone, which these go through as JSON.
  const known = Object.values(kinds) as readonly unknown[] as readonly AnyKind[];
  const all = [...known, ...objects.filter(isDefinition).flatMap((definition) => customKind(definition) ?? [])];
  return ({ apiVersion, kind }) => {
    if (apiVersion === undefined) return undefined;
    for (const one of all) {
      const served = one.kind === kind ? servedAs(one, apiVersion) : undefined;
      if (served) return served;
    }
    return undefined;
  };
}

const isDefinition = (object: KubeObject): object is CustomResourceDefinition & KubeObject =>
  object.kind === 'CustomResourceDefinition' && 'spec' in object;

/** Whether it is of a kind that somebody has defined. */
export const isCustom = ({ storedKind }: ServedKind): boolean => storedKind.storedAs !== undefined;
