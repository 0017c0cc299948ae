// Models StreamVisitor and infoForData (staging/src/k8s.io/cli-runtime/pkg/resource/{visitor,mapper}.go, v1.35): what
// stands in files, as objects that are known to the API.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { noKindIn } from '../../../engine/api/go-json.ts';
import { timeFault } from '../../../engine/api/go-texts.ts';
import { fieldType, itemType } from '../../../engine/api/schema.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { readSources, type SourceOptions } from './manifest-files.ts';
import { resourceOfKind } from './mapper.ts';
import { parseDocuments } from './yaml-documents.ts';

export interface ManifestOptions extends SourceOptions {
  /** Check kind and apiVersion first, as commands with `--validate` do. */
  readonly validate?: boolean | undefined;
}

export interface ManifestItem {
  readonly resource: DiscoveredResource;
  readonly namespace: string;
  readonly name: string;
  /** The file it stood in; `STDIN` for standard input. */
  readonly source: string;
  readonly object: KubeObject;
}

export type ManifestVisit =
  { readonly ok: true; readonly item: ManifestItem } | { readonly ok: false; readonly error: Error };

/** The objects of files in order, with a failure in place of each that is none. */
export function readManifests(context: CommandContext, options: ManifestOptions): readonly ManifestVisit[] {
  return readSources(context, options).flatMap(({ source, text }) => visitText(context, text, source, options));
}

function visitText(
  context: CommandContext,
  text: string,
  source: string,
  options: ManifestOptions,
): readonly ManifestVisit[] {
  const visits: ManifestVisit[] = [];
  for (const document of parseDocuments(text, source)) {
    if ('error' in document) return [...visits, refused(document.error)];
    const fault = options.validate ? faultOfObject(document.value) : undefined;
    if (fault !== undefined) return [...visits, refused(invalidDocument(source, fault))];
    visits.push(...visitValue(context, document.value, source));
  }
  return visits;
}

const refused = (error: Error): ManifestVisit => ({ ok: false, error });

function invalidDocument(source: string, fault: string): PlainError {
  return new PlainError(
    `error validating "${source}": error validating data: ${fault}; if you choose to ignore these errors, turn validation off with --validate=false`,
  );
}

function faultOfObject(value: unknown): string | undefined {
  if (!isJsonObject(value)) return 'invalid object to validate';
  const faults = ['apiVersion', 'kind'].flatMap((field) => {
    if (value[field] === undefined || value[field] === null) return [`${field} not set`];
    return typeof value[field] === 'string' ? [] : [`${field} isn't string type`];
  });
  return faults.length > 1 ? `[${faults.join(', ')}]` : faults[0];
}

function visitValue(context: CommandContext, value: unknown, source: string): readonly ManifestVisit[] {
  const undecodable = (why: string) => [refused(new PlainError(`unable to decode "${source}": ${why}`))];
  if (!isJsonObject(value)) return undecodable(noKindIn(value));
  const { kind, items } = value;
  if (typeof kind !== 'string' || kind === '') return undecodable(`Object 'Kind' is missing in '${goJson(value)}'`);
  if (kind.endsWith('List') && Array.isArray(items)) return items.flatMap((item) => visitValue(context, item, source));
  const fault = metadataFault(value['metadata']);
  return fault === undefined ? [toItem(context, value, kind, source)] : undecodable(fault);
}

function goJson(value: unknown): string {
  return JSON.stringify(value);
}

function toItem(context: CommandContext, value: JsonObject, kind: string, source: string): ManifestVisit {
  // Its metadata is well-typed, see metadataFault; all else is the server's to check.
  const object: KubeObject = value;
  const { name = '', namespace = '' } = object.metadata ?? {};
  const apiVersion = object.apiVersion ?? '';
  const resource = resourceOfKind(context.client, apiVersion, kind);
  if (resource) {
    const own = namespace === '' ? context.namespace : namespace;
    return withinNamespace(context, {
      resource,
      namespace: resource.namespaced ? own : '',
      name,
      source,
      object,
    });
  }
  return refused(
    new PlainError(
      `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${source}": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
    ),
  );
}

/** `-n` is a demand: objects that name another namespace are refused. */
function withinNamespace(context: CommandContext, item: ManifestItem): ManifestVisit {
  if (!item.resource.namespaced || !context.namespaceGiven || item.namespace === context.namespace) {
    return { ok: true, item };
  }
  return refused(
    new PlainError(
      `the namespace from the provided object "${item.namespace}" does not match the namespace "${context.namespace}". You must pass '--namespace=${item.namespace}' to perform this operation.`,
    ),
  );
}

/** What keeps metadata from being read at all, in the words of Go's decoder; undefined when it can be read. */
function metadataFault(metadata: unknown): string | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  if (!isJsonObject(metadata)) return unmarshalFault(metadata, 'metadata', 'v1.ObjectMeta');
  for (const field of Object.keys(metadata).sort()) {
    const fault = fieldFault(field, metadata[field]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function fieldFault(field: string, value: unknown): string | undefined {
  const type = fieldType('ObjectMeta', field);
  if (type === undefined || value === null || value === undefined) return undefined;
  const item = itemType(type);
  const path = `ObjectMeta.metadata.${field}`;
  if (item === undefined) return plainFault(type, value, path);
  if (type.startsWith('[')) {
    if (!Array.isArray(value)) return structFault(value, path, `[]${item === 'string' ? item : `v1.${item}`}`);
    const wrong: unknown = value.find((child) => item === 'string' && typeof child !== 'string');
    return wrong === undefined ? undefined : structFault(wrong, path, item);
  }
  if (!isJsonObject(value)) return structFault(value, path, `map[string]${item}`);
  const wrong = Object.values(value).find((child) => child !== null && typeof child !== 'string');
  return wrong === undefined ? undefined : structFault(wrong, path, item);
}

function plainFault(type: string, value: unknown, path: string): string | undefined {
  if (type === 'time') return typeof value === 'string' ? timeFault(value) : undefined;
  if (type === 'string') return typeof value === 'string' ? undefined : structFault(value, path, type);
  return type === 'int64' && typeof value !== 'number' ? structFault(value, path, type) : undefined;
}

const unmarshalFault = (value: unknown, field: string, type: string): string =>
  `json: cannot unmarshal ${goKind(value)} into Go struct field .${field} of type ${type}`;

const structFault = (value: unknown, path: string, type: string): string =>
  `json: cannot unmarshal ${goKind(value)} into Go struct field ${path} of type ${type}`;

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}
