// Models staging/src/k8s.io/kubectl/pkg/explain/{model_printer,formatter,typename}.go (v1.35): the page of
// `explain -o plaintext-openapiv2`, which tells no model's name and no values.
import type { DiscoveredResource } from '../../api-client.ts';
import { groupVersionOf } from '../resources/mapper.ts';
import type { Described, Field } from './field.ts';

const WIDTH = 80;

/** The page of a kind, or of one of its fields. */
export function pageV2(
  resource: DiscoveredResource,
  field: Field | undefined,
  kind: Described,
  recursive: boolean,
): string {
  const shown = field ?? kind;
  const head = `KIND:     ${resource.kind}\nVERSION:  ${groupVersionOf(resource)}\n\n`;
  const hasFields = shown.fields().length > 0;
  const about = field ? `${hasFields ? 'RESOURCE: ' : 'FIELD:    '}${field.name} <${plainType(field)}>\n\n` : '';
  const texts = shown.texts.length === 0 ? ['<empty>'] : shown.texts;
  const description = texts.map((text) => wrapped(text, 5)).join('\n');
  const fields = recursive ? nested(shown, 3, []) : shown.fields().map(fieldText).join('');
  return `${head}${about}DESCRIPTION:\n${description}${hasFields ? `\nFIELDS:\n${fields}` : ''}`;
}

const fieldText = (field: Field): string =>
  `   ${field.name}\t<${plainType(field)}>${field.required ? ' -required-' : ''}\n${wrapped(field.description, 5)}\n`;

function nested(from: Described, indent: number, above: readonly string[]): string {
  const { model } = from;
  if (model !== undefined && above.includes(model)) return '';
  const seen = model === undefined ? above : [...above, model];
  const line = (field: Field) => `${' '.repeat(indent)}${field.name}\t<${plainType(field)}>\n`;
  return from
    .fields()
    .map((field) => `${line(field)}${nested(field, indent + 3, seen)}`)
    .join('');
}

/** Models have no names here: `[]Container` is `[]Object`; quantities and ports are what they are written as. */
const plainType = ({ type }: Field): string =>
  type.replace(/(Quantity|IntOrString)$/, 'string').replace(/[A-Z]\w*$/, 'Object');

function wrapped(text: string, indent: number): string {
  return linesOf(text, WIDTH - indent)
    .map((line) => (line === '' ? '\n' : `${' '.repeat(indent)}${line}\n`))
    .join('');
}

/** Joins lines and breaks them anew; empty lines, lists, code and what follows a colon begin a line of their own. */
function linesOf(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const flush = () => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const source of text.split('\n')) {
    const isCode = source.startsWith('    ');
    if (isCode || source.trim() === '' || line.endsWith(':') || /^\s*(\d+\.?|-|\*)\s/.test(source)) flush();
    if (isCode) lines.push(source);
    else if (source.trim() === '' && lines.length > 0) lines.push('');
    else {
      for (const word of source.split(/\s+/).filter((one) => one !== '')) {
        if (line !== '' && line.length + 1 + word.length > width) flush();
        line = line === '' ? word : `${line} ${word}`;
      }
    }
  }
  flush();
  return lines;
}
