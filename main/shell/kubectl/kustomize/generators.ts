// Models api/internal/generators of sigs.k8s.io/kustomize: ConfigMaps and Secrets made of literals and files.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import type { BuildContext } from './build-context.ts';
import { asFailure, PlainError } from '../errors/errors.ts';
import { mapsAt, pairsAt, textAt, textsAt, type Kustomization } from './kustomization.ts';
import { readWithin } from './paths.ts';
import { type Id, idOf, idsOf, resourceOf, type Resource, sameKind, sameNamespace } from './resource.ts';

/** The resources with what the kustomization makes: added to them, merged into one of them or in its place. */
export function generate(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  const { fields } = kustomization;
  const makers = [
    ...mapsAt(fields, 'configMapGenerator').map((args) => ['ConfigMap', args] as const),
    ...mapsAt(fields, 'secretGenerator').map((args) => ['Secret', args] as const),
  ];
  return makers.reduce((all, [kind, args]) => {
    const made = generated(context, kustomization, kind, args);
    return absorbed(all, made, textAt(args, 'behavior') || 'create');
  }, resources);
}

function generated(
  context: BuildContext,
  { folder, fields }: Kustomization,
  kind: 'ConfigMap' | 'Secret',
  args: JsonObject,
): Resource {
  const name = textAt(args, 'name');
  if (name === '') throw new PlainError('a configmap must have a name');
  const options = [fields['generatorOptions'], args['options']].filter(isJsonObject);
  const namespace = textAt(args, 'namespace');
  const labels = Object.assign({}, ...options.map((one) => pairsAt(one, 'labels'))) as Record<string, string>;
  const annotations = Object.assign({}, ...options.map((one) => pairsAt(one, 'annotations'))) as Record<string, string>;
  const object = {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(namespace !== '' && { namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    ...(kind === 'Secret' && { type: textAt(args, 'type') || 'Opaque' }),
    ...dataOf(kind, entriesOf(context, folder, args), name),
    ...(options.some((one) => one['immutable'] === true) && { immutable: true }),
  };
  return resourceOf(object, !options.some((one) => one['disableNameSuffixHash'] === true));
}

type Entry = readonly [key: string, value: string];

function entriesOf(context: BuildContext, folder: string, args: JsonObject): readonly Entry[] {
  const { env } = context;
  const read = (path: string): string => {
    try {
      return readWithin(context, folder, path);
    } catch (caught) {
      const why = asFailure(caught).message;
      throw new PlainError(`loading KV pairs: file sources: [${textsAt(args, 'files').join(' ')}]: ${why}`);
    }
  };
  const envPaths = [...textsAt(args, 'envs'), ...(textAt(args, 'env') === '' ? [] : [textAt(args, 'env')])];
  return [
    ...envPaths.flatMap((path) => envEntries(read(path), env)),
    ...textsAt(args, 'literals').map(literalEntry),
    ...textsAt(args, 'files').map((source): Entry => {
      const [key, path] = fileSource(source);
      return [key, read(path)];
    }),
  ];
}

function envEntries(text: string, env: Readonly<Record<string, string>>): readonly Entry[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Entry => {
      const [key = '', ...value] = line.split('=');
      return [key, line.includes('=') ? value.join('=') : (env[key] ?? '')];
    });
}

function literalEntry(source: string): Entry {
  const at = source.indexOf('=');
  if (at <= 0) {
    throw new PlainError(
      `loading KV pairs: literal sources [${source}]: invalid literal source ${source}, expected key=value`,
    );
  }
  const value = source.slice(at + 1);
  const quoted = /^(["'])(.*)\1$/s.exec(value);
  return [source.slice(0, at), quoted?.[2] ?? value];
}

function fileSource(source: string): Entry {
  const [key = '', path, ...more] = source.split('=');
  if (path === undefined) return [source.replace(/\/+$/, '').split('/').at(-1) ?? source, source];
  if (more.length > 0) throw new PlainError(`source "${source}" key name or file path contains '='`);
  if (key === '') throw new PlainError(`missing key name for file path "${path}" in source "${source}"`);
  if (path === '') throw new PlainError(`missing file path for key name "${key}" in source "${source}"`);
  return [key, path];
}

/** So many letters of a Secret's value stand on a line. */
const LINE_LENGTH = 70;

function dataOf(kind: string, entries: readonly Entry[], name: string): JsonObject {
  const keys = new Set<string>();
  for (const [key] of entries) {
    if (keys.has(key)) throw new PlainError(`configmap ${name} illegally repeats the key \`${key}\``);
    keys.add(key);
  }
  if (entries.length === 0 && kind === 'ConfigMap') return {};
  return { data: Object.fromEntries(entries.map(([key, value]) => [key, kind === 'Secret' ? encoded(value) : value])) };
}

function encoded(value: string): string {
  const text = Buffer.from(value, 'utf8').toString('base64');
  if (text.length <= LINE_LENGTH) return text;
  return (text.match(/.{1,70}/g) ?? []).map((line) => `${line}\n`).join('');
}

function absorbed(resources: readonly Resource[], made: Resource, behavior: string): readonly Resource[] {
  const id = idOf(made);
  const index = resources.findIndex((one) =>
    idsOf(one).some((other) => sameKind(other, id) && other.name === id.name && sameNamespace(other, id)),
  );
  const existing = resources[index];
  if (behavior === 'create') {
    if (!existing) return [...resources, made];
    throw misbehaving(id, 'exists; behavior must be merge or replace');
  }
  if (behavior !== 'merge' && behavior !== 'replace') throw new PlainError(`unknown behavior: ${behavior}`);
  if (!existing) throw misbehaving(id, 'does not exist; cannot merge or replace');
  return resources.with(index, { ...existing, object: combined(existing, made, behavior), needsHash: made.needsHash });
}

/** Go prints the generator by its address. */
function misbehaving({ group, version, kind, name, namespace }: Id, why: string): PlainError {
  const id = `resid.ResId{Gvk:resid.Gvk{Group:"${group}", Version:"${version}", Kind:"${kind}", isClusterScoped:false}, Name:"${name}", Namespace:"${namespace}"}`;
  return new PlainError(`merging from generator &{0xc000a10000 <nil>}: id ${id} ${why}`);
}

function combined(existing: Resource, made: Resource, behavior: 'merge' | 'replace'): JsonObject {
  const [old, fresh] = [existing.object, made.object];
  const maps = (key: string, from: JsonObject, to: JsonObject): JsonObject => {
    const both = [from[key], to[key]].filter(isJsonObject);
    return both.length === 0 ? {} : { [key]: Object.assign({}, ...both) as JsonObject };
  };
  const [oldMetadata, freshMetadata] = [old['metadata'], fresh['metadata']].map((one) =>
    isJsonObject(one) ? one : {},
  );
  const metadata = {
    ...(oldMetadata ?? {}),
    ...maps('labels', oldMetadata ?? {}, freshMetadata ?? {}),
    ...maps('annotations', oldMetadata ?? {}, freshMetadata ?? {}),
  };
  if (behavior === 'replace') return { ...fresh, metadata };
  return { ...old, ...maps('data', old, fresh), ...maps('binaryData', old, fresh), metadata };
}
