// Models Go's text/template/funcs.go, and what kubectl adds (staging/src/k8s.io/cli-runtime/pkg/printers/template.go,
// v1.35): the functions of templates.
import { isJsonObject } from '../../../../engine/kernel/json.ts';

/** What keeps a template from being filled in. */
export class TemplateFault extends Error {}

export type TemplateFunction = (...values: readonly unknown[]) => unknown;

export const functions: Readonly<Record<string, TemplateFunction>> = {
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (value) => !isTrue(value),
  eq: (first, ...others) => others.some((other) => other === first),
  ne: (a, b) => a !== b,
  lt: (a, b) => order(a, b) < 0,
  le: (a, b) => order(a, b) <= 0,
  gt: (a, b) => order(a, b) > 0,
  ge: (a, b) => order(a, b) >= 0,
  len: lengthOf,
  index: (collection, ...keys) => keys.reduce(indexed, collection),
  slice: (list, from, to) =>
    typeof list === 'string' || Array.isArray(list)
      ? list.slice(numberOf(from ?? 0), to === undefined ? undefined : numberOf(to))
      : [],
  print: (...values) => values.map(goText).join(' '),
  println: (...values) => `${values.map(goText).join(' ')}\n`,
  printf: (format, ...values) => formatted(goText(format), values),
  html: (value) => goText(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
  urlquery: (value) => encodeURIComponent(goText(value)),
  js: (value) => JSON.stringify(goText(value)).slice(1, -1),
  base64decode: (value) => Buffer.from(goText(value), 'base64').toString('utf8'),
  exists: (value, ...keys) => keys.reduce(indexed, value) !== undefined,
};

/** Whether a value counts as true: zero, empty and absent ones do not. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isJsonObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** A value as Go's `fmt.Print` writes it. */
export function goText(value: unknown): string {
  if (value === undefined) return '<no value>';
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `map[${keys
    .sort()
    .map((key) => `${key}:${goText(value[key])}`)
    .join(' ')}]`;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (isJsonObject(value)) return Object.keys(value).length;
  throw new TemplateFault(
    `error calling len: len of ${value === undefined || value === null ? 'nil pointer' : `type ${typeof value}`}`,
  );
}

function indexed(collection: unknown, key: unknown): unknown {
  if (isJsonObject(collection)) return typeof key === 'string' ? collection[key] : undefined;
  if (!Array.isArray(collection)) throw new TemplateFault('error calling index: index of untyped nil');
  const index = numberOf(key);
  if (index >= 0 && index < collection.length) return collection[index] as unknown;
  throw new TemplateFault(`error calling index: error index out of range: ${index}`);
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new TemplateFault(`cannot index slice/array with type ${typeof value}`);
}

function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  throw new TemplateFault('incompatible types for comparison');
}

/** The verbs of Go's `Printf` that templates use: `%s`, `%v`, `%d`, `%q`, `%t`, `%f`, `%x`, with widths. */
function formatted(format: string, values: readonly unknown[]): string {
  let next = 0;
  return format.replace(/%(-)?(0)?(\d+)?(?:\.(\d+))?([a-zA-Z%])/g, (whole, ...groups: (string | undefined)[]) => {
    const [left, zero, width = '0', precision, verb = ''] = groups;
    if (verb === '%') return '%';
    if (next >= values.length) return `%!${verb}(MISSING)`;
    const text = verbText(verb, values[next++], precision);
    if (text === undefined) return whole;
    if (left !== undefined) return text.padEnd(Number(width));
    return text.padStart(Number(width), zero === undefined ? ' ' : '0');
  });
}

function verbText(verb: string, value: unknown, precision: string | undefined): string | undefined {
  switch (verb) {
    case 's':
    case 'v':
    case 't':
      return precision === undefined ? goText(value) : goText(value).slice(0, Number(precision));
    case 'q':
      return JSON.stringify(goText(value));
    case 'd':
      return typeof value === 'number' ? String(value) : `%!d(${typeof value}=${goText(value)})`;
    case 'f':
      return typeof value === 'number'
        ? value.toFixed(Number(precision ?? 6))
        : `%!f(${typeof value}=${goText(value)})`;
    case 'x':
      return typeof value === 'number' ? value.toString(16) : Buffer.from(goText(value)).toString('hex');
    default:
      return undefined;
  }
}
