// How lists and maps are patched: the patch tags of the API's types (staging/src/k8s.io/api, v1.35).
import { fieldType, isModel, itemType, mergeKeyOf } from '../../../engine/api/schema.ts';

export interface FieldRule {
  /** Of the map, or of the items of the list; empty when it has none. */
  readonly model: string;
  /** Of a list whose items are merged by this key; empty for one of plain values; undefined for what is replaced whole. */
  readonly mergeKey: string | undefined;
  /** Whether a patch names all keys that are to stay. */
  readonly retainsKeys: boolean;
}

const retaining = new Set(['DeploymentSpec.strategy', 'PodSpec.volumes']);

/** How a field of `model` is patched. */
export function ruleOf(model: string, field: string): FieldRule {
  const type = fieldType(model, field) ?? '';
  const inner = itemType(type) ?? type;
  return {
    model: isModel(inner) ? inner : '',
    mergeKey: mergeKeyOf(model, field),
    retainsKeys: retaining.has(`${model}.${field}`),
  };
}
