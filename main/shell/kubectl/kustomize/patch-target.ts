// Models types.Selector of sigs.k8s.io/kustomize/api: which resources a patch is for.
import { parseLabelSelector } from '../../../engine/api/selectors.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { PlainError } from '../errors/errors.ts';
import { textAt } from './kustomization.ts';
import { type Id, idOf, idsOf, type Resource, sameKind, sameNamespace } from './resource.ts';

/** Whether the resource is or ever was known by `id`. */
export const isKnownAs = (resource: Resource, id: Id): boolean =>
  idsOf(resource).some((one) => sameKind(one, id) && one.name === id.name && sameNamespace(one, id));

/** Models Selector: names and namespaces are patterns, and so are group, version and kind. */
export function isSelected(resource: Resource, target: JsonObject): boolean {
  const fits = (field: keyof Id) => {
    const pattern = textAt(target, field);
    return (id: Id) => pattern === '' || new RegExp(`^(?:${pattern})$`).test(id[field]);
  };
  const now = idOf(resource);
  const { metadata } = resource.object;
  const maps = isJsonObject(metadata) ? metadata : {};
  return (
    (['group', 'version', 'kind'] as const).every((field) => fits(field)(now)) &&
    idsOf(resource).some((id) => fits('name')(id) && fits('namespace')(id)) &&
    hasLabels(maps['labels'], textAt(target, 'labelSelector')) &&
    hasLabels(maps['annotations'], textAt(target, 'annotationSelector'))
  );
}

function hasLabels(labels: unknown, selector: string): boolean {
  if (selector === '') return true;
  const parsed = parseLabelSelector(selector);
  if (!parsed.ok) throw new PlainError(parsed.message);
  const texts = Object.entries(isJsonObject(labels) ? labels : {}).map(([key, value]) => [key, String(value)]);
  return parsed.matches(Object.fromEntries(texts) as Record<string, string>);
}
