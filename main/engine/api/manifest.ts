// Manifests: text in, Kubernetes objects out. Problems name the document, line and column.
import { type Document, LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type Outcome, fail, succeed } from '../../../preload/contract/problems.ts';
import { isJsonObject } from '../kernel/json.ts';
import { goYaml } from './yaml-tags.ts';

/** The largest manifest that is read, in characters; etcd itself takes 1.5 MB an object. */
export const MANIFEST_CHARACTERS_MAX = 8 * 1024 * 1024;

export interface ManifestOptions {
  /** Accept a key twice in one map, the last one wins, as kubectl does. */
  readonly duplicateKeys?: boolean;
}

/**
 * Parses one or more YAML (or JSON) documents. Lists (`kind: List`) are opened. YAML 1.1 rules hold, as they do for
 * kubectl: `yes`, `no`, `on` and `off` are booleans.
 */
export function parseManifest(text: string, file: string, options: ManifestOptions = {}): Outcome<KubeObject[]> {
  const refused = refuseText(text, file);
  if (refused) return refused;
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    ...goYaml,
    lineCounter: lines,
    uniqueKeys: options.duplicateKeys !== true,
  });
  const objects: KubeObject[] = [];
  // An empty stream comes back as an empty list with a mark on it.
  for (const [index, document] of [...documents].entries()) {
    const error = document.errors[0];
    if (error) return yamlProblem(error, file, lines);
    const parsed = toObjects(document, index, file);
    if (!parsed.ok) return parsed;
    objects.push(...parsed.value);
  }
  if (objects.length > 0) return succeed(objects);
  return fail('manifest-empty', 'there is no object in this manifest.', {
    where: file,
    hint: 'Write at least one document with apiVersion, kind and metadata.',
  });
}

function refuseText(text: string, file: string): Outcome<never> | undefined {
  if (text.length > MANIFEST_CHARACTERS_MAX) {
    const megabytes = Math.round(text.length / (1024 * 1024));
    return fail(
      'manifest-too-large',
      `the manifest is too large: ${String(megabytes)} MB, at most ${String(MANIFEST_CHARACTERS_MAX / (1024 * 1024))} MB are read.`,
      {
        where: file,
        hint: 'Split it into several files.',
        params: { megabytes, megabytesMax: MANIFEST_CHARACTERS_MAX / (1024 * 1024) },
      },
    );
  }
  // Control characters other than tab and line ends never stand in a manifest; U+FFFD is what undecodable bytes become.
  const position = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/);
  if (position < 0) return undefined;
  const line = text.slice(0, position).split('\n').length;
  return fail('manifest-binary', 'this is not a text file.', {
    where: `${file}, line ${String(line)}`,
    hint: 'Choose a manifest in YAML or JSON, encoded as UTF-8.',
    params: { line },
  });
}

function yamlProblem(error: YAMLError, file: string, lines: LineCounter): Outcome<never> {
  const { line, col } = lines.linePos(error.pos[0]);
  const where = `${file}, line ${String(line)}, column ${String(col)}`;
  const params = { line, column: col, detail: error.message };
  if (error.code === 'DUPLICATE_KEY') {
    return fail('manifest-duplicate-key', 'a key stands twice in the same map.', {
      where,
      hint: 'Remove one of the two.',
      params,
    });
  }
  return fail('manifest-yaml', `this is not valid YAML: ${error.message}.`, {
    where,
    hint: 'Mend this place; nothing was applied.',
    params,
  });
}

function toObjects(document: Document.Parsed, index: number, file: string): Outcome<KubeObject[]> {
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (value === null || value === undefined) return succeed([]);
  const where = `${file}, document ${String(index + 1)}`;
  if (!isJsonObject(value)) return notAnObject(where, 'is not an object but plain text or a list');
  const { kind, apiVersion, items } = value;
  if (typeof kind !== 'string' || kind === '') return notAnObject(where, 'has no kind');
  if (typeof apiVersion !== 'string' || apiVersion === '') return notAnObject(where, 'has no apiVersion');
  if (kind !== 'List') return succeed([value]);
  if (!Array.isArray(items) || !items.every(isJsonObject))
    return notAnObject(where, 'is a List whose items are no objects');
  return succeed(items as KubeObject[]);
}

function notAnObject(where: string, fault: string): Outcome<never> {
  return fail('manifest-not-an-object', `this document ${fault}.`, {
    where,
    hint: 'A document is a map with apiVersion, kind and metadata.',
    params: { fault },
  });
}
