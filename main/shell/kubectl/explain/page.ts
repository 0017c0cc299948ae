// Models staging/src/k8s.io/kubectl/pkg/explain/v2/templates/plaintext.tmpl (v1.35): the page that explains a kind or a
// field.
import type { DiscoveredResource } from '../../api-client.ts';
import { type Field, descriptionOf, fieldsOf } from './fields.ts';

const WIDTH = 76;
const INDENT = '    ';
/** Models that contain themselves are followed so deep. */
const DEPTH_MAX = 12;

/** The first lines, which come even when the field does not exist. */
export function headOf({ group, kind, version }: DiscoveredResource): string {
  return `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
}

/** The page of a whole kind. */
export function kindPage(model: string, recursive: boolean): string {
  return `DESCRIPTION:\n${paragraph(descriptionOf(model))}${INDENT}\n${fieldsPart(model, recursive)}`;
}

/** The page of one field. */
export function fieldPage(field: Field, recursive: boolean): string {
  const values = field.values.map((value) => `${INDENT}${value}\n`).join('');
  const possible = field.values.map((value) => ` - \`"${value}"\``);
  const more = field.values.length === 0 ? '' : ['', 'Possible enum values:', ...possible].join('\n');
  const ofModel = field.model === undefined ? '' : descriptionOf(field.model);
  const texts = field.description === ofModel ? [ofModel] : [field.description, ofModel];
  const description = `${texts.filter((text) => text !== '').join('\n')}${more === '' ? '' : `\n${more}`}`;
  return [
    `FIELD: ${field.name} <${field.type}>\n`,
    values === '' ? '\n' : `ENUM:\n${values}`,
    `\nDESCRIPTION:\n${paragraph(description || '<empty>')}${INDENT}\n`,
    field.model === undefined ? '\n' : fieldsPart(field.model, recursive),
  ].join('');
}

function fieldsPart(model: string, recursive: boolean): string {
  const fields = fieldsOf(model);
  if (fields.length === 0) return '\n';
  if (recursive) return `FIELDS:\n${nestedFields(model, '  ', [])}\n`;
  return `FIELDS:\n${fields.map(fieldText).join('')}\n`;
}

function fieldText(field: Field): string {
  const values = field.values.length === 0 ? '' : `  enum: ${field.values.join(', ')}\n`;
  const more =
    field.values.length === 0
      ? ''
      : `\n\nPossible enum values:\n${field.values.map((value) => ` - \`"${value}"\``).join('\n')}`;
  return `  ${fieldHead(field)}${values}${paragraph(`${field.description || '<no description>'}${more}`)}\n`;
}

const fieldHead = ({ name, type, required }: Field): string => `${name}\t<${type}>${required ? ' -required-' : ''}\n`;

function nestedFields(model: string, indent: string, above: readonly string[]): string {
  if (above.includes(model) || above.length >= DEPTH_MAX) return '';
  return fieldsOf(model)
    .map((field) => {
      const values = field.values.length === 0 ? '' : `${indent}enum: ${field.values.join(', ')}\n`;
      const below = field.model === undefined ? '' : nestedFields(field.model, `${indent}  `, [...above, model]);
      return `${indent}${fieldHead(field)}${values}${below}`;
    })
    .join('');
}

/** Lines of limited width, broken at spaces; longer words stand alone. */
function paragraph(text: string): string {
  return text
    .split('\n')
    .flatMap(wrapped)
    .map((line) => `${INDENT}${line}\n`)
    .join('');
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [, space = '', word = ''] of text.matchAll(/(\s*)(\S+)/g)) {
    const longer = `${line}${space}${word}`;
    if (line === '' || longer.length <= WIDTH) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
