// Models sigs.k8s.io/yaml and the go.yaml.in/yaml/v2 emitter below it: YAML as `kubectl get -o yaml` prints it.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { yamlText } from './yaml-text.ts';
import { compareNaturally } from './yaml-order.ts';

/** An object as kubectl prints it: keys in order, without the bookkeeping of field managers. */
export function objectYaml(object: KubeObject): string {
  return toYaml(withoutManagedFields(object));
}

/** Several objects as the List that kubectl makes of them. */
export function listYaml(objects: readonly KubeObject[]): string {
  return toYaml({
    apiVersion: 'v1',
    items: objects.map(withoutManagedFields),
    kind: 'List',
    metadata: { resourceVersion: '' },
  });
}

/** Any JSON value as YAML; undefined properties are left out. */
export function toYaml(value: unknown): string {
  return isCollection(value) && !isEmpty(value)
    ? `${collectionLines(value, 0).join('\n')}\n`
    : `${scalarYaml(value, 0, 0)}\n`;
}

function withoutManagedFields(object: KubeObject): object {
  if (!object.metadata) return object;
  return { ...object, metadata: { ...object.metadata, managedFields: undefined } };
}

type Collection = readonly unknown[] | Readonly<Record<string, unknown>>;

const isCollection = (value: unknown): value is Collection => typeof value === 'object' && value !== null;
const isList = (value: Collection): value is readonly unknown[] => Array.isArray(value);
const isEmpty = (value: Collection): boolean => (isList(value) ? value.length === 0 : entriesOf(value).length === 0);

function entriesOf(value: Readonly<Record<string, unknown>>): [key: string, child: unknown][] {
  return Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .sort(([a], [b]) => compareNaturally(a, b));
}

function collectionLines(value: Collection, indent: number): string[] {
  const space = ' '.repeat(indent);
  if (isList(value)) return value.flatMap((item) => itemLines(item, indent));
  return entriesOf(value).flatMap(([key, child]) => {
    const head = `${space}${yamlText(key, { column: indent, indent, key: true })}:`;
    if (!isCollection(child)) return `${head} ${scalarYaml(child, head.length + 1, indent + 2)}`.split('\n');
    if (isEmpty(child)) return [`${head} ${isList(child) ? '[]' : '{}'}`];
    // Lists stand below their key without being indented.
    return [head, ...collectionLines(child, isList(child) ? indent : indent + 2)];
  });
}

function itemLines(item: unknown, indent: number): string[] {
  const dash = `${' '.repeat(indent)}- `;
  if (!isCollection(item)) return `${dash}${scalarYaml(item, indent + 2, indent + 2)}`.split('\n');
  if (isEmpty(item)) return [`${dash}${isList(item) ? '[]' : '{}'}`];
  const [first = '', ...rest] = collectionLines(item, indent + 2);
  return [dash + first.slice(indent + 2), ...rest];
}

/** `column` is where the text begins, `indent` how far its further lines are indented. */
function scalarYaml(value: unknown, column: number, indent: number): string {
  if (typeof value === 'string') return yamlText(value, { column, indent, key: false });
  if (isCollection(value)) return isList(value) ? '[]' : '{}';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}
