// Models sigs.k8s.io/yaml/kyaml: YAML as `-o kyaml` prints it, with every brace, bracket and quote, so that white space
// means nothing.
import { meansSomethingElse, quotedText } from './kyaml-text.ts';

/** Any JSON value as a KYAML document, keys in order; undefined properties are left out. */
export function toKyaml(value: unknown): string {
  return `---\n${nodeText(value, 0)}\n`;
}

const indented = (level: number): string => '  '.repeat(level);

function nodeText(value: unknown, level: number): string {
  if (typeof value === 'string') return quotedText(value, indented(level + 1));
  if (Array.isArray(value)) return listText(value, level);
  if (typeof value === 'object' && value !== null) return mapText(value, level);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

/** Lists of maps or lists only have their brackets side by side. */
function listText(items: readonly unknown[], level: number): string {
  if (items.length === 0) return '[]';
  if (items.every((item) => typeof item === 'object' && item !== null)) {
    return `[${items.map((item) => nodeText(item, level)).join(', ')}]`;
  }
  const lines = items.map((item) => `${indented(level + 1)}${nodeText(item, level + 1)},\n`);
  return `[\n${lines.join('')}${indented(level)}]`;
}

function mapText(map: object, level: number): string {
  const entries = Object.entries(map).filter(([, child]) => child !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => `${indented(level + 1)}${keyText(key)}: ${nodeText(child, level + 1)},\n`);
  return `{\n${lines.join('')}${indented(level)}}`;
}

/** Keys go without quotes where nobody could take them for anything but texts. */
function keyText(key: string): string {
  const isPlain = /^[\p{L}\p{N}_]([\p{L}\p{N}_\-./]*[\p{L}\p{N}_])?$/u.test(key);
  return isPlain && !meansSomethingElse(key) ? key : quotedText(key);
}
