// Models NewYAMLOrJSONDecoder in staging/src/k8s.io/apimachinery/pkg/util/yaml/decoder.go (v1.35): the documents of a
// file, made JSON before anything is checked; of duplicate keys the last wins.
import { LineCounter, parseDocument } from 'yaml';
import { yamlFault } from '../../../engine/api/yaml-fault.ts';
import { goYaml } from '../../../engine/api/yaml-tags.ts';
import { PlainError } from '../errors/errors.ts';

/** The largest file that is read, in characters. */
const CHARACTERS_MAX = 8 * 1024 * 1024;

/** One value a document, or the failure that ends the file. */
export type ParsedDocument = { readonly value: unknown } | { readonly error: PlainError };

/** The documents of `text` in order without empty ones; after a broken one nothing more is read. */
export function parseDocuments(
  text: string,
  source: string,
  version: '1.1' | '1.2' = '1.1',
): readonly ParsedDocument[] {
  if (text.length > CHARACTERS_MAX)
    return [{ error: new PlainError(`error parsing ${source}: the file is too large`) }];
  const documents: ParsedDocument[] = [];
  for (const part of splitDocuments(text)) {
    const parsed = parseOne(part, version);
    if ('fault' in parsed) return [...documents, { error: new PlainError(`error parsing ${source}: ${parsed.fault}`) }];
    if (parsed.value !== null && parsed.value !== undefined) documents.push(parsed);
  }
  return documents;
}

/** The texts between lines of three dashes. */
function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    if (/^---\s*$/.test(line) && lines.length > 0) {
      documents.push(lines.join('\n'));
      lines = [];
    } else lines.push(line);
  }
  return [...documents, lines.join('\n')];
}

type Parsed = { readonly value: unknown } | { readonly fault: string };

function parseOne(text: string, version: '1.1' | '1.2'): Parsed {
  if (!text.trimStart().startsWith('{')) return parseYaml(text, version);
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const parsed = parseYaml(text, version);
    return 'fault' in parsed ? { fault: 'unexpected EOF' } : parsed;
  }
}

/** Parses one document; by the rules of YAML 1.1 `yes`, `no`, `on`, `off`, `y` and `n` are booleans. */
export function parseYaml(text: string, version: '1.1' | '1.2' = '1.1'): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    ...goYaml,
    version,
    lineCounter: lines,
    uniqueKeys: false,
  });
  const error = document.errors[0];
  if (error) return { fault: `error converting YAML to JSON: yaml: ${yamlFault(error, text, lines)}` };
  try {
    return { value: plainJson(document.toJS({ maxAliasCount: 100 })) };
  } catch (caught) {
    // Too many aliases: the library's way of refusing to blow a document up.
    if (caught instanceof ReferenceError) {
      return { fault: 'error converting YAML to JSON: yaml: document contains excessive aliasing' };
    }
    throw caught;
  }
}

/** Keys are texts and numbers finite in JSON; maps of YAML may have others. */
function plainJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainJson);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, child]) => [String(key), plainJson(child)]));
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, plainJson(child)]));
}
