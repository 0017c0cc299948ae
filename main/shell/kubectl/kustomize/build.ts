// Models KustTarget of sigs.k8s.io/kustomize/api: what a folder with a kustomization comes to.
import { goValue } from '../../../engine/api/go-texts.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import type { BuildContext } from './build-context.ts';
import { asFailure, PlainError } from '../errors/errors.ts';
import { parseDocuments } from '../resources/yaml-documents.ts';
import { fixReferences } from './fix-references.ts';
import { generate } from './generators.ts';
import { withHash } from './hash.ts';
import { readKustomization, textsAt, type Kustomization } from './kustomization.ts';
import { inOrder } from './order.ts';
import { patchAll } from './patches.ts';
import { absolutePath, joinPath, readWithin } from './paths.ts';
import { idOf, idText, resourceOf, type Resource } from './resource.ts';
import { replaceAll } from './replacements.ts';
import { transform } from './transformers.ts';

/** Kustomizations may lie within each other so deep. */
const DEPTH_MAX = 32;

/**
 * The objects that the kustomization in `folder` makes, in the order of the files (`fifo`) or that of their kinds
 * (`legacy`). Throws PlainError.
 */
export function buildKustomization(
  context: BuildContext,
  folder: string,
  order: 'legacy' | 'fifo',
): readonly JsonObject[] {
  refuseRemote(folder);
  if (context.files.list(folder) === undefined)
    throw new PlainError(`must build at directory: ${noFolder(context, folder)}`);
  const kustomization = readKustomization(context, folder);
  const built = accumulate(context, kustomization, [], DEPTH_MAX);
  const named = fixReferences(built.map(withHash));
  return inOrder(kustomization, named, order).map(({ object }) => object);
}

/** What lies elsewhere is told by an address, or by a path that begins with a host. */
function refuseRemote(path: string): void {
  if (!/^(https?|git|ssh|file):|^git::|^[\w.-]+@[\w.-]+:|^(github|gitlab|bitbucket)\.\w+\//.test(path)) return;
  throw new PlainError(`unable to load "${path}": there is no network beyond the cluster`);
}

function noFolder(context: BuildContext, folder: string): string {
  const where = absolutePath(context, folder);
  if (context.files.read(folder) !== undefined) return `'${folder}': file is not directory`;
  return `not a valid directory: evalsymlink failure on '${folder}' : lstat ${where}: no such file or directory`;
}

function accumulate(
  context: BuildContext,
  kustomization: Kustomization,
  inherited: readonly Resource[],
  depth: number,
): readonly Resource[] {
  if (depth === 0) throw new PlainError(`cycle detected: ${kustomization.folder}`);
  const { fields } = kustomization;
  const paths = [...textsAt(fields, 'resources'), ...textsAt(fields, 'bases')];
  const own = paths.reduce((all, path) => {
    const added = resourcesAt(context, kustomization, path, depth);
    return appended(all, added, () => repeated(context, kustomization, path));
  }, inherited);
  const generated = generate(context, kustomization, own);
  const composed = textsAt(fields, 'components').reduce((all, path) => {
    const folder = joinPath(kustomization.folder, path);
    const component = readKustomization(context, folder);
    if (component.isComponent) return accumulate(context, component, all, depth - 1);
    throw new PlainError(
      `accumulating components: accumulateDirectory: expected kind 'Component' for path '${absolutePath(context, folder)}' but got 'Kustomization'`,
    );
  }, generated);
  return replaceAll(context, kustomization, transform(kustomization, patchAll(context, kustomization, composed)));
}

function appended(
  resources: readonly Resource[],
  added: readonly Resource[],
  around: () => (why: string) => string,
): readonly Resource[] {
  const known = new Set(resources.map((resource) => idText(idOf(resource))));
  for (const resource of added) {
    const id = idText(idOf(resource));
    if (known.has(id)) {
      throw new PlainError(around()(`may not add resource with an already registered id: ${id}`));
    }
  }
  return [...resources, ...added];
}

/** The words around the failure that something is there already. */
function repeated({ files, env }: BuildContext, { folder }: Kustomization, path: string): (why: string) => string {
  const where = joinPath(folder, path);
  const absolute = absolutePath({ env }, where);
  if (files.read(where) !== undefined) {
    return (why) =>
      `accumulating resources: accumulation err='merging resources from '${path}': ${why}': must build at directory: '${absolute}': file is not directory`;
  }
  return (why) => `${aboutFolder(path, absolute)}: recursed merging from path '${absolute}': ${why}`;
}

/** A folder was tried as a file first. */
const aboutFolder = (path: string, absolute: string): string =>
  `accumulating resources: accumulation err='accumulating resources from '${path}': '${absolute}' must resolve to a file'`;

/** What a path among the resources means: a file, or a folder with a kustomization of its own. */
function resourcesAt(
  context: BuildContext,
  { folder }: Kustomization,
  path: string,
  depth: number,
): readonly Resource[] {
  refuseRemote(path);
  const where = joinPath(folder, path);
  const absolute = absolutePath(context, where);
  if (context.files.list(where) === undefined) return resourcesOfFile(context, folder, path, absolute);
  const within = <T>(step: string, work: () => T): T => {
    try {
      return work();
    } catch (caught) {
      throw new PlainError(`${aboutFolder(path, absolute)}: ${step} '${absolute}': ${asFailure(caught).message}`);
    }
  };
  const base = within("couldn't make target for path", () => readKustomization(context, where));
  if (base.isComponent) {
    throw new PlainError(`${aboutFolder(path, absolute)}: expected kind != 'Component' for path '${absolute}'`);
  }
  return within('recursed accumulation of path', () => accumulate(context, base, [], depth - 1));
}

/** A file that cannot be read is tried as a folder too, which is told. */
function resourcesOfFile(context: BuildContext, folder: string, path: string, absolute: string): readonly Resource[] {
  const isThere = context.files.read(joinPath(folder, path)) !== undefined;
  try {
    return resourcesIn(readWithin(context, folder, path), path);
  } catch (caught) {
    const { message } = asFailure(caught);
    if (caught instanceof Malformed) throw new PlainError(`accumulating resources: ${message}`);
    const folderFault = isThere ? `'${absolute}': file is not directory` : `not a valid directory: ${message}`;
    throw new PlainError(
      `accumulating resources: accumulation err='accumulating resources from '${path}': ${message}': must build at directory: ${folderFault}`,
    );
  }
}

class Malformed extends PlainError {}

function resourcesIn(text: string, path: string): readonly Resource[] {
  return [...parseDocuments(text, path, '1.2')].flatMap((document) => {
    if ('error' in document) {
      const fault = document.error.message.replace(/^error parsing .*?: (error converting YAML to JSON: )?/, '');
      throw new Malformed(`accumulating resources from '${path}': MalformedYAMLError: ${fault} in File: ${path}`);
    }
    return objectsIn(document.value).map((object) => resourceOf(object));
  });
}

function objectsIn(value: unknown): readonly JsonObject[] {
  if (!isJsonObject(value)) throw new PlainError('missing Resource metadata');
  const { kind, items } = value;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) return items.flatMap(objectsIn);
  if (kind === undefined) throw new PlainError(`missing kind in object ${metaText(value)}`);
  if (idOf({ object: value }).name !== '') return [value];
  throw new PlainError(`missing metadata.name in object ${metaText(value)}`);
}

/** What says what an object is, as Go prints it. */
function metaText(object: JsonObject): string {
  const { name, namespace, kind } = idOf({ object });
  const { apiVersion } = object;
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const maps = [metadata['labels'], metadata['annotations']].map((map) => goValue(map ?? {}));
  return `{{${typeof apiVersion === 'string' ? apiVersion : ''} ${kind}} {{${name} ${namespace}} ${maps.join(' ')}}}`;
}
