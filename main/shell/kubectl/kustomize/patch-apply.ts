// Models ApplySmPatch and filters/patchjson6902 of sigs.k8s.io/kustomize/api: what patches make of the resources they are for.
import { jsonPatch } from '../../../engine/api/json-patch.ts';
import { PatchRefused } from '../../../engine/api/patch-refused.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { kinds } from '../../../engine/kinds/registry.ts';
import { PlainError } from '../errors/errors.ts';
import { mergePatch } from './merge.ts';
import { isKnownAs, isSelected } from './patch-target.ts';
import { type Id, idOf, idText, renamed, type Resource } from './resource.ts';

/** The resources with the operations of a JSON patch for those that `target` selects. Throws PlainError. */
export function applyOperations(
  resources: readonly Resource[],
  operations: readonly unknown[],
  target: JsonObject,
): readonly Resource[] {
  return resources.map((resource) => {
    if (!isSelected(resource, target)) return resource;
    const object = operations.reduce(afterOperation, resource.object);
    return isJsonObject(object) ? renamed(resource, object) : resource;
  });
}

function afterOperation(object: unknown, operation: unknown): unknown {
  try {
    return jsonPatch(object, [operation]);
  } catch (caught) {
    if (!(caught instanceof PatchRefused)) throw caught;
    const { op, path } = isJsonObject(operation) ? operation : {};
    const why = op === 'test' ? 'test failed' : 'missing value';
    throw new PlainError(
      `${String(op)} operation does not apply: doc is missing path: ${JSON.stringify(path)}: ${why}`,
    );
  }
}

/**
 * The resources with a strategic merge patch for those that `target` selects or, without one, for the one that the patch
 * names. Throws PlainError when there is no such one.
 */
export function applyMerge(
  resources: readonly Resource[],
  patch: JsonObject,
  target: JsonObject | undefined,
  options: JsonObject,
): readonly Resource[] {
  const id = idOf({ object: patch });
  const isMeant = (resource: Resource) => (target ? isSelected(resource, target) : isKnownAs(resource, id));
  if (!target && !resources.some(isMeant)) {
    throw new PlainError(
      `no resource matches strategic merge patch "${idText(id)}": no matches for Id ${idText(id)}; failed to find unique target for patch ${idText(id)}`,
    );
  }
  return resources.flatMap((resource) => {
    if (!isMeant(resource)) return [resource];
    const merged = mergePatch(modelOf(idOf(resource)), resource.object, patch);
    return merged ? [renamed(resource, keptNames(resource.object, merged, options))] : [];
  });
}

/** What a patch may not change unless it is allowed to: kind and name. */
function keptNames(before: JsonObject, merged: JsonObject, options: JsonObject): JsonObject {
  const { apiVersion, kind } = before;
  const { name, namespace } = idOf({ object: before });
  const metadata = isJsonObject(merged['metadata']) ? merged['metadata'] : {};
  return {
    ...merged,
    ...(options['allowKindChange'] !== true && { apiVersion, kind }),
    metadata: {
      ...metadata,
      ...(options['allowNameChange'] !== true && { name }),
      ...(namespace !== '' && { namespace }),
    },
  };
}

function modelOf({ kind, group }: Id): string {
  return Object.values(kinds).find((one) => one.kind === kind && one.group === group)?.model ?? '';
}
