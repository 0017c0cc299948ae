// Models the printers of staging/src/k8s.io/cli-runtime/pkg/printers (v1.35) that take whole objects.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { toKyaml } from '../../printing/kyaml.ts';
import { toYaml } from '../../printing/yaml.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { CustomColumns } from './custom-columns.ts';
import { printJsonPath, printJsonPathAsJson } from './jsonpath/print.ts';
import { parseJsonPath } from './jsonpath/parse.ts';
import { inGoOrder } from './go-json.ts';
import { jsonAsIs, jsonText } from './json-text.ts';
import type { Output } from './output-format.ts';
import { parseTemplate } from './template/parse.ts';
import { runTemplate } from './template/run.ts';

export type ObjectOutput = Exclude<Output, { readonly format: 'human' }>;
/** Whether the output is some text of the whole object. */
export const isObjectOutput = (output: Output): output is ObjectOutput => output.format !== 'human';

/** A thing to print: an object, or the list that kubectl makes of several. */
export type Printable = KubeObject | ObjectList;

export interface ObjectList {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
  readonly items: readonly KubeObject[];
}

/** Objects as `kind: List`, as kubectl prints several. */
export function listOf(items: readonly KubeObject[]): ObjectList {
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
}

/**
 * Makes what turns one object (or list) after another into text; with `typed` as Go writes objects that the command has
 * made itself. Throws PlainError for templates that cannot be read.
 */
export function objectPrinter(
  context: CommandContext,
  output: ObjectOutput,
  typed = false,
): (object: Printable) => string {
  const { flags, files } = context;
  const shown = (object: Printable) => (flags.bool('show-managed-fields') ? object : withoutManagedFields(object));
  const allowMissing = flags.bool('allow-missing-template-keys');
  switch (output.format) {
    case 'json':
      return (object) => `${typed ? jsonAsIs(inGoOrder(shown(object)), '    ') : jsonText(shown(object), '    ')}\n`;
    case 'yaml':
      return yamlPrinter(shown);
    case 'kyaml':
      return (object) => toKyaml(shown(object));
    case 'name':
      return (object) =>
        itemsOf(object)
          .map((item) => `${nameOf(item)}\n`)
          .join('');
    case 'jsonpath':
    case 'jsonpath-as-json':
    case 'jsonpath-file': {
      const text = 'text' in output ? output.text : readTemplate(files, output.path);
      const nodes = parseJsonPath(text);
      const print = output.format === 'jsonpath-as-json' ? printJsonPathAsJson : printJsonPath;
      return (object) => print(nodes, object, { allowMissing, text });
    }
    case 'go-template':
    case 'go-template-file': {
      const text = 'text' in output ? output.text : readTemplate(files, output.path);
      const nodes = parseTemplate(text);
      return (object) => runTemplate(nodes, object, { allowMissing, text });
    }
    case 'custom-columns':
    case 'custom-columns-file': {
      const noHeaders = flags.bool('no-headers');
      const columns =
        'text' in output
          ? CustomColumns.parse(output.text, noHeaders)
          : CustomColumns.parseFile(readTemplate(files, output.path, 'template'), noHeaders);
      return (object) => columns.print(itemsOf(object));
    }
  }
}

/** `what` as an error names it. */
function readTemplate(files: CommandContext['files'], path: string, what = '--template'): string {
  const text = files.read(path);
  if (text !== undefined) return text;
  throw new PlainError(`error reading ${what} ${path}, open ${path}: no such file or directory`);
}

/** Documents after the first begin with three dashes. */
function yamlPrinter(shown: (object: Printable) => Printable): (object: Printable) => string {
  let printed = 0;
  return (object) => `${printed++ > 0 ? '---\n' : ''}${toYaml(shown(object))}`;
}

export const isObjectList = (object: Printable): object is ObjectList =>
  'items' in object && Array.isArray(object.items) && object.kind.endsWith('List');

const itemsOf = (object: Printable): readonly KubeObject[] => (isObjectList(object) ? object.items : [object]);

/** `deployment.apps/web` */
export function nameOf({ apiVersion = '', kind = '', metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind.toLowerCase()}${group}/${metadata?.name ?? ''}`;
}

/** Without the bookkeeping of field managers. */
export function withoutManagedFields<T extends Printable>(object: T): T {
  if (isObjectList(object)) return { ...object, items: object.items.map(withoutManagedFields) };
  if (!object.metadata) return object;
  return { ...object, metadata: { ...object.metadata, managedFields: undefined } };
}
