// Models PatchTransformer of sigs.k8s.io/kustomize/api: strategic merge patches and JSON patches, and what they are for.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { toYaml } from '../../printing/yaml.ts';
import type { BuildContext } from './build-context.ts';
import { asFailure, PlainError } from '../errors/errors.ts';
import { parseDocuments } from '../resources/yaml-documents.ts';
import { mapsAt, textAt, textsAt, type Kustomization } from './kustomization.ts';
import { applyMerge, applyOperations } from './patch-apply.ts';
import { joinPath, readWithin } from './paths.ts';
import type { Resource } from './resource.ts';
/** The resources with the patches of a kustomization; those that a patch deletes are left out. Throws PlainError. */
export function patchAll(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  const { fields } = kustomization;
  const merges = textsAt(fields, 'patchesStrategicMerge').map((text) => ({
    text: fileOrText(context, kustomization, text),
  }));
  const wishes = [...mapsAt(fields, 'patches'), ...mapsAt(fields, 'patchesJson6902')].map((args) => ({
    text: textOf(context, kustomization, args),
    args,
  }));
  return [...merges, ...wishes].reduce((all, wish) => patched(all, wish), resources);
}

interface Wish {
  readonly text: string;
  /** What stands in the kustomization. */
  readonly args?: JsonObject;
}

function fileOrText({ files }: BuildContext, { folder }: Kustomization, text: string): string {
  return files.read(joinPath(folder, text)) ?? text;
}

function textOf(context: BuildContext, { folder }: Kustomization, args: JsonObject): string {
  const [patch, path] = [textAt(args, 'patch').trim(), textAt(args, 'path')];
  if (patch === '' && path === '') throw misconfigured(args, `must specify one of patch and path in\n${toYaml(args)}`);
  if (patch !== '' && path !== '') {
    throw misconfigured(args, `patch and path can't be set at the same time\n${toYaml(args)}`);
  }
  if (patch !== '') return patch;
  try {
    return readWithin(context, folder, path);
  } catch (caught) {
    throw misconfigured(args, `failed to get the patch file from path(${path}): ${asFailure(caught).message}`);
  }
}

const misconfigured = (args: JsonObject, why: string): PlainError =>
  new PlainError(`trouble configuring builtin PatchTransformer with config: \`\n${toYaml(args)}\`: ${why}`);

function patched(resources: readonly Resource[], { text, args = {} }: Wish): readonly Resource[] {
  const documents = [...parseDocuments(text, 'patch', '1.2')];
  const isBroken = documents.some((document) => 'error' in document) || (text.startsWith('[') && !isJson(text));
  if (isBroken) throw misconfigured(args, `unable to parse SM or JSON patch from [patch: ${JSON.stringify(text)}]`);
  const values = documents.flatMap((document) => ('value' in document ? [document.value] : []));
  const [first] = values;
  const target = isJsonObject(args['target']) ? args['target'] : undefined;
  const options = isJsonObject(args['options']) ? args['options'] : {};
  if (!Array.isArray(first)) {
    return values.filter(isJsonObject).reduce((all, patch) => applyMerge(all, patch, target, options), resources);
  }
  if (target) return applyOperations(resources, first, target);
  throw new PlainError(`must specify a target for JSON patch [patch: ${JSON.stringify(text)}]`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
