// Models JSONPathPrinter (staging/src/k8s.io/cli-runtime/pkg/printers/jsonpath.go, v1.35).
import { PlainError } from '../../errors/errors.ts';
import { jsonText } from '../json-text.ts';
import { PathFault, followPath } from './evaluate.ts';
import type { Segment } from './nodes.ts';

export interface PrintOptions {
  /** Whether a missing field is nothing, or a failure. */
  readonly allowMissing: boolean;
  /** The template, for the words of failures. */
  readonly text: string;
}

/** The template filled in from `data`. Throws PlainError where a path cannot be followed. */
export function printJsonPath(segments: readonly Segment[], data: unknown, options: PrintOptions): string {
  return explained(data, options, () => fillIn(segments, data, options.allowMissing));
}

/** All values that the template finds, as one JSON list. */
export function printJsonPathAsJson(segments: readonly Segment[], data: unknown, options: PrintOptions): string {
  const values = explained(data, options, () => valuesOf(segments, data, options.allowMissing));
  return `${jsonText(values, '    ')}\n`;
}

function explained<T>(data: unknown, { text }: PrintOptions, work: () => T): T {
  try {
    return work();
  } catch (caught) {
    if (!(caught instanceof PathFault)) throw caught;
    throw new PlainError(
      [
        `error executing jsonpath ${JSON.stringify(text)}: Error executing template: ${caught.message}. Printing more information for debugging the template:`,
        '\ttemplate was:',
        `\t\t${text}`,
        '\tobject given to jsonpath engine was:',
        `\t\t${goText(data)}`,
        '',
        '',
        '',
      ].join('\n'),
    );
  }
}

function fillIn(segments: readonly Segment[], data: unknown, allowMissing: boolean): string {
  return segments
    .map((segment) => {
      if (segment.type === 'text') return segment.text;
      const values = followPath(segment.path, data, allowMissing);
      if (segment.type === 'path') return values.map(valueText).join(' ');
      return values.map((value) => fillIn(segment.body, value, allowMissing)).join('');
    })
    .join('');
}

function valuesOf(segments: readonly Segment[], data: unknown, allowMissing: boolean): readonly unknown[] {
  return segments.flatMap((segment): readonly unknown[] => {
    if (segment.type === 'text') return [segment.text];
    const values = followPath(segment.path, data, allowMissing);
    if (segment.type === 'path') return values;
    return values.flatMap((value) => valuesOf(segment.body, value, allowMissing));
  });
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return jsonText(value);
}

/** A value as Go's `%#v` writes it, shortened to what helps. */
function goText(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goText).join(', ')}}`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, child]) => child !== undefined);
    const fields = entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => `${JSON.stringify(key)}:${goText(child)}`);
    return `map[string]interface {}{${fields.join(', ')}}`;
  }
  return value === null || value === undefined ? 'interface {}(nil)' : JSON.stringify(value);
}
