// Models api/filters/replacement of sigs.k8s.io/kustomize: values that are copied from one resource into others.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import type { BuildContext } from './build-context.ts';
import { PlainError } from '../errors/errors.ts';
import { parseYaml } from '../resources/yaml-documents.ts';
import { mapsAt, textAt, textsAt, type Kustomization } from './kustomization.ts';
import { isSelected } from './patch-target.ts';
import { readWithin } from './paths.ts';
import { changePlaces, pathParts, valueAt } from './replacement-paths.ts';
import { idsOf, idText, type Resource } from './resource.ts';

const USUAL_PATH = 'metadata.name';

/** The resources with the replacements of a kustomization. Throws PlainError. */
export function replaceAll(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  const wishes = mapsAt(kustomization.fields, 'replacements').flatMap((wish) =>
    writtenOut(context, kustomization, wish),
  );
  return wishes.reduce((all, wish) => replaced(all, wish), resources);
}

/** One or several replacements may stand in a file of their own. */
function writtenOut(context: BuildContext, { folder }: Kustomization, wish: JsonObject): readonly JsonObject[] {
  const path = textAt(wish, 'path');
  if (path === '') return [wish];
  if (wish['source'] !== undefined || wish['targets'] !== undefined) {
    throw new PlainError('cannot specify both path and inline replacement');
  }
  const parsed = parseYaml(readWithin(context, folder, path));
  if ('fault' in parsed) throw new PlainError(parsed.fault);
  const { value } = parsed;
  return (Array.isArray(value) ? value : [value]).filter(isJsonObject);
}

function replaced(resources: readonly Resource[], wish: JsonObject): readonly Resource[] {
  const targets = mapsAt(wish, 'targets');
  if ((wish['source'] === undefined && wish['sourceValue'] === undefined) || targets.length === 0) {
    throw new PlainError('replacements must specify a source and at least one target');
  }
  const value = sourceValue(resources, wish);
  return targets.reduce((all, target) => all.map((resource) => copied(resource, target, value)), resources);
}

function sourceValue(resources: readonly Resource[], wish: JsonObject): unknown {
  if (wish['sourceValue'] !== undefined) return textAt(wish, 'sourceValue');
  const source = mapAt(wish, 'source');
  const path = textAt(source, 'fieldPath') || USUAL_PATH;
  const value = valueAt(sourceOf(resources, source).object, pathParts(path));
  if (value === undefined || value === null || value === '') {
    throw new PlainError(`fieldPath \`${path}\` is missing for replacement source ${idText(selectedId(source))}`);
  }
  return refined(value, mapAt(source, 'options'));
}

const mapAt = (fields: JsonObject, key: string): JsonObject => {
  const value = fields[key];
  return isJsonObject(value) ? value : {};
};

const selectedId = (source: JsonObject) => ({
  group: textAt(source, 'group'),
  version: textAt(source, 'version'),
  kind: textAt(source, 'kind'),
  name: textAt(source, 'name'),
  namespace: textAt(source, 'namespace'),
});

/** The one resource that has, or once had, what is told of it. */
function sourceOf(resources: readonly Resource[], source: JsonObject): Resource {
  const asked = selectedId(source);
  const fields = ['group', 'version', 'kind', 'name', 'namespace'] as const;
  const [found, ...others] = resources.filter((resource) =>
    idsOf(resource).some((id) => fields.every((field) => asked[field] === '' || asked[field] === id[field])),
  );
  const path = textAt(source, 'fieldPath');
  const selector = `${idText(asked)}${path === '' ? '' : `:${path}`}`;
  if (others.length > 0) throw new PlainError(`multiple matches for selector ${selector}`);
  if (!found) throw new PlainError(`nothing selected by ${selector}`);
  return found;
}

interface Options {
  readonly delimiter: string;
  readonly index: number;
  readonly create: boolean;
}

const optionsOf = (options: JsonObject): Options => ({
  delimiter: textAt(options, 'delimiter'),
  index: typeof options['index'] === 'number' ? options['index'] : 0,
  create: options['create'] === true,
});

/** The part of a text that is meant. */
function refined(value: unknown, options: JsonObject): unknown {
  const { delimiter, index } = optionsOf(options);
  if (delimiter === '') return value;
  const part = scalarText(value).split(delimiter)[index];
  if (part !== undefined) return part;
  throw new PlainError(`options.index ${index} is out of bounds for value ${scalarText(value)}`);
}

function scalarText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new PlainError('delimiter option can only be used with scalar nodes');
}

function copied(resource: Resource, target: JsonObject, value: unknown): Resource {
  const { select, reject } = { select: target['select'], reject: mapsAt(target, 'reject') };
  if (!isJsonObject(select)) throw new PlainError('target must specify resources to select');
  if (!isSelected(resource, select) || reject.some((one) => isSelected(resource, one))) return resource;
  const options = optionsOf(mapAt(target, 'options'));
  const paths = textsAt(target, 'fieldPaths');
  const object = (paths.length > 0 ? paths : [USUAL_PATH]).reduce(
    (changed, path) => withValueAt(changed, path, value, options),
    resource.object,
  );
  return { ...resource, object };
}

function withValueAt(object: JsonObject, path: string, value: unknown, options: Options): JsonObject {
  const { create } = options;
  const changed = changePlaces(object, pathParts(path), create, (before) => newValue(before, value, options));
  if (changed.places > 0 && isJsonObject(changed.value)) return changed.value;
  const what = create ? 'find or create' : 'find';
  throw new PlainError(`unable to ${what} field ${JSON.stringify(path)} in replacement target`);
}

/** What takes the place of `before`: a number stays a number where it can, a text a text. */
function newValue(before: unknown, value: unknown, { delimiter, index }: Options): unknown {
  const whole =
    delimiter === '' ? value : spliced(scalarText(before ?? '').split(delimiter), value, index).join(delimiter);
  // Where a text stood, nothing is left of a list or a map.
  if (typeof whole === 'object') return before === undefined || typeof before === 'object' ? whole : '';
  const text = scalarText(whole);
  if (typeof before === 'string') return text;
  const parsed = parseYaml(text);
  return 'value' in parsed && !isJsonObject(parsed.value) ? parsed.value : whole;
}

/** In place of a part; before all of them where the place lies before, behind them where it lies behind. */
function spliced(parts: readonly string[], value: unknown, index: number): readonly string[] {
  const text = scalarText(value);
  if (index < 0) return [text, ...parts];
  return index < parts.length ? parts.with(index, text) : [...parts, text];
}
