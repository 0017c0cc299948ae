// Models api/types/kustomization.go of sigs.k8s.io/kustomize: what stands in a kustomization file, and what of it is
// understood here.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import type { BuildContext } from './build-context.ts';
import { PlainError } from '../errors/errors.ts';
import { parseYaml } from '../resources/yaml-documents.ts';
import { absolutePath, joinPath } from './paths.ts';

export const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A kustomization file, with what it has under older names under their new ones. */
export interface Kustomization {
  readonly folder: string;
  readonly isComponent: boolean;
  readonly fields: JsonObject;
}

/** Fields that are understood. */
const KNOWN = [
  ...['apiVersion', 'kind', 'metadata', 'resources', 'bases', 'components', 'namePrefix', 'nameSuffix', 'namespace'],
  ...['commonLabels', 'labels', 'commonAnnotations', 'patches', 'patchesStrategicMerge', 'patchesJson6902'],
  ...['images', 'imageTags', 'replicas', 'configMapGenerator', 'secretGenerator', 'generatorOptions', 'sortOptions'],
  'replacements',
];
/** Fields that kustomize knows besides. */
const UNSUPPORTED = [
  ...['vars', 'crds', 'openapi', 'configurations', 'generators', 'transformers', 'validators'],
  ...['helmCharts', 'helmGlobals', 'helmChartInflationGenerator', 'buildMetadata'],
];

const FIX = "Run 'kustomize edit fix' to update your Kustomization automatically.";
const deprecated: readonly (readonly [old: string, instead: string])[] = [
  ['bases', 'resources'],
  ['commonLabels', 'labels'],
  ['imageTags', 'images'],
  ['patchesJson6902', 'patches'],
  ['patchesStrategicMerge', 'patches'],
];

/** Reads the kustomization of a folder. Throws PlainError when there is none, or it cannot be understood. */
export function readKustomization(context: BuildContext, folder: string): Kustomization {
  const { files, err } = context;
  const found = FILE_NAMES.filter((name) => files.read(joinPath(folder, name)) !== undefined);
  const [name] = found;
  if (name === undefined) throw missing(context, folder);
  if (found.length > 1) {
    throw new PlainError(`Found multiple kustomization files under: ${absolutePath(context, folder)}\n`);
  }
  const parsed = parseYaml(files.read(joinPath(folder, name)) ?? '');
  if ('fault' in parsed) throw new PlainError(`invalid Kustomization: ${parsed.fault}`);
  const fields = parsed.value ?? {};
  if (!isJsonObject(fields)) throw wrongType(fields, undefined, 'types.Kustomization');
  refuseUnknown(fields);
  for (const [old, instead] of deprecated) {
    if (fields[old] !== undefined) err(`# Warning: '${old}' is deprecated. Please use '${instead}' instead. ${FIX}\n`);
  }
  if (Object.keys(fields).every((key) => ['apiVersion', 'kind'].includes(key))) {
    throw new PlainError('kustomization.yaml is empty');
  }
  return { folder, isComponent: fields['kind'] === 'Component', fields };
}

/** Nothing in a folder says how to build it. */
function missing(context: BuildContext, folder: string): PlainError {
  const names = `'${FILE_NAMES.slice(0, -1).join("', '")}' or '${FILE_NAMES.at(-1) ?? ''}'`;
  return new PlainError(`unable to find one of ${names} in directory '${absolutePath(context, folder)}'`);
}

function refuseUnknown(fields: JsonObject): void {
  for (const key of Object.keys(fields).sort()) {
    if (UNSUPPORTED.includes(key)) throw new PlainError(`kustomization field "${key}" is not supported here`);
    if (!KNOWN.includes(key)) {
      throw new PlainError(`invalid Kustomization: json: unknown field "${key}"`);
    }
  }
}

/** A field that is a list of maps; empty when it is absent. Throws PlainError when it is anything else. */
export function mapsAt(fields: JsonObject, key: string): readonly JsonObject[] {
  const value = fields[key] ?? [];
  if (!Array.isArray(value)) throw wrongType(value, key, '[]object');
  if (value.every(isJsonObject)) return value;
  throw wrongType(
    value.find((item) => !isJsonObject(item)),
    key,
    'object',
  );
}

/** A field that is a list of texts. */
export function textsAt(fields: JsonObject, key: string): readonly string[] {
  const value = fields[key] ?? [];
  if (!Array.isArray(value)) throw wrongType(value, key, '[]string');
  if (value.every((item) => typeof item === 'string')) return value;
  throw wrongType(
    value.find((item) => typeof item !== 'string'),
    key,
    'string',
  );
}

/** A field that is a text; empty when it is absent. */
export function textAt(fields: JsonObject, key: string): string {
  const value = fields[key] ?? '';
  if (typeof value === 'string') return value;
  throw wrongType(value, key, 'string');
}

/** A field that is a map of texts. */
export function pairsAt(fields: JsonObject, key: string): Readonly<Record<string, string>> {
  const value = fields[key] ?? {};
  if (isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string')) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, String(item)]));
  }
  if (!isJsonObject(value)) throw wrongType(value, key, 'map[string]string');
  throw wrongType(
    Object.values(value).find((item) => typeof item !== 'string'),
    key,
    'string',
  );
}

function wrongType(value: unknown, key: string | undefined, type: string): PlainError {
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const where = key === undefined ? 'value' : `struct field Kustomization.${key}`;
  return new PlainError(`invalid Kustomization: json: cannot unmarshal ${kind} into Go ${where} of type ${type}`);
}
