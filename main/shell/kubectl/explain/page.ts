// Models staging/src/k8s.io/kubectl/pkg/explain/v2/templates/plaintext.tmpl (v1.35): the page that explains a kind or a
// field.
import type { DiscoveredResource } from '../../api-client.ts';
import type { Described, Field } from './field.ts';
import { wordWrap } from './word-wrap.ts';

const WIDTH = 76;
const INDENT = '    ';
/** Of a field's values so many are named in a list of fields. */
const VALUES_MAX = 4;

/** The first lines, which come even when the field does not exist. */
export function headOf({ group, kind, version }: DiscoveredResource): string {
  return `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
}

/** The page of a whole kind. */
export const kindPage = (kind: Described, recursive: boolean): string =>
  `${descriptionPart(kind)}${fieldsPart(kind, recursive)}\n`;

/** The page of one field. */
export function fieldPage(field: Field, recursive: boolean): string {
  const values = field.values.map((value) => `\n${INDENT}${shown(value)}`).join('');
  const head = `FIELD: ${field.name} <${field.type}>\n${values === '' ? '' : `ENUM:${values}`}\n\n`;
  return `${head}${kindPage(field, recursive)}`;
}

const shown = (value: string): string => (value === '' ? '""' : value);

function descriptionPart({ texts }: Described): string {
  const all = texts.length === 0 ? '<empty>' : texts.map((text) => `${text}\n`).join('');
  return `DESCRIPTION:\n${paragraph(all)}`;
}

function fieldsPart(from: Described, recursive: boolean): string {
  const fields = from.fields();
  if (fields.length === 0) return '';
  return `FIELDS:\n${recursive ? nestedFields(from, '  ', []) : fields.map(fieldText).join('')}`;
}

const fieldText = (field: Field): string =>
  `${fieldHead(field, '  ')}${paragraph(field.description || '<no description>')}\n`;

function fieldHead({ name, type, required, values }: Field, indent: string): string {
  const named = [...values.slice(0, VALUES_MAX).map(shown), ...(values.length > VALUES_MAX ? ['....'] : [])];
  const list = values.length === 0 ? '' : `${indent}enum: ${named.join(', ')}\n`;
  return `${indent}${name}\t<${type}>${required ? ' -required-' : ''}\n${list}`;
}

/** The fields and theirs; a model inside itself is not gone into again. */
function nestedFields(from: Described, indent: string, above: readonly string[]): string {
  const { model } = from;
  if (model !== undefined && above.includes(model)) return '';
  const seen = model === undefined ? above : [...above, model];
  return from
    .fields()
    .map((field) => `${fieldHead(field, indent)}${nestedFields(field, `${indent}  `, seen)}`)
    .join('');
}

const paragraph = (text: string): string =>
  wordWrap(text, WIDTH)
    .map((line) => `${INDENT}${line}\n`)
    .join('');
