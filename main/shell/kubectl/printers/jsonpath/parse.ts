// Models staging/src/k8s.io/client-go/util/jsonpath/parser.go (v1.35).
import { PlainError } from '../../errors/errors.ts';
import type { Path, Segment, Slice, Step } from './nodes.ts';
import { Scanner } from './scanner.ts';

class SyntaxFault extends Error {}

/** Parses a template: text with paths in braces. Throws PlainError as kubectl words it. */
export function parseJsonPath(text: string): readonly Segment[] {
  try {
    return parseSegments(text);
  } catch (caught) {
    if (caught instanceof SyntaxFault) throw new PlainError(`error parsing jsonpath ${text}, ${caught.message}`);
    throw caught;
  }
}

/** Parses a path as `--sort-by` and custom columns take it: `.metadata.name`, `metadata.name`, `{.metadata.name}`. */
export function parseRelaxed(text: string): readonly Segment[] {
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text);
  const path = match?.[1] ?? match?.[2];
  if (path === undefined) {
    throw new PlainError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return parseJsonPath(`{.${path}}`);
}

function parseSegments(text: string): readonly Segment[] {
  const scanner = new Scanner(text);
  const flat: Segment[] = [];
  while (!scanner.isOver) {
    const between = scanner.takeUntil((character) => character === '{');
    if (between !== '') flat.push({ type: 'text', text: between });
    if (scanner.skip('{')) flat.push({ type: 'path', path: parseSteps(scanner, '}') });
  }
  return nestRanges(flat, { index: 0 }, false);
}

/** Puts what stands between `{range}` and `{end}` inside the range. */
function nestRanges(flat: readonly Segment[], cursor: { index: number }, inRange: boolean): readonly Segment[] {
  const nested: Segment[] = [];
  while (cursor.index < flat.length) {
    const segment = flat[cursor.index++];
    if (!segment) break;
    const [first, ...rest] = segment.type === 'path' ? segment.path : [];
    if (first?.type !== 'identifier') nested.push(segment);
    else if (first.name === 'range') nested.push({ type: 'range', path: rest, body: nestRanges(flat, cursor, true) });
    else if (first.name !== 'end') throw new SyntaxFault(`unrecognized identifier ${first.name}`);
    else if (inRange) return nested;
    else throw new SyntaxFault('not in range, nothing to end');
  }
  return nested;
}

/** The steps up to the closing brace, or to the end of the text where `closing` is empty. */
function parseSteps(scanner: Scanner, closing: '}' | ''): Path {
  const steps: Step[] = [];
  for (;;) {
    if (closing === '' && scanner.isOver) return steps;
    if (closing !== '' && scanner.skip(closing)) return steps;
    steps.push(...nextSteps(scanner));
  }
}

function nextSteps(scanner: Scanner): readonly Step[] {
  if (scanner.skip('[?(')) return [filterStep(scanner)];
  if (scanner.skip('..')) return recursiveSteps(scanner);
  const character = scanner.peek();
  if (character === '' || character === '\n' || character === '\r') throw new SyntaxFault('unclosed action');
  if (' @$'.includes(character)) {
    scanner.next();
    return [];
  }
  if (character === '[') return arraySteps(scanner);
  if (character === '"' || character === "'") return [{ type: 'text', text: quotedText(scanner) }];
  if (character === '.') {
    scanner.next();
    return fieldSteps(scanner);
  }
  if (/[-+\d]/.test(character)) return [numberStep(scanner)];
  if (/[\p{L}_]/u.test(character)) return [identifierStep(scanner)];
  throw new SyntaxFault(`unrecognized character in action: ${codePointText(character)}`);
}

function codePointText(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} '${character}'`;
}

const ENDS_FIELD = /[\s.,[\]$@{}]/;

function fieldSteps(scanner: Scanner): readonly Step[] {
  let name = '';
  for (;;) {
    name += scanner.takeUntil((character) => character === '\\' || ENDS_FIELD.test(character));
    if (!scanner.skip('\\')) break;
    name += scanner.next();
  }
  if (name === '*') return [{ type: 'wildcard' }];
  return name === '' ? [] : [{ type: 'field', name }];
}

function recursiveSteps(scanner: Scanner): readonly Step[] {
  const isField = /[\p{L}_]/u.test(scanner.peek());
  return [{ type: 'recursive' }, ...(isField ? fieldSteps(scanner) : [])];
}

function quotedText(scanner: Scanner): string {
  const quote = scanner.next();
  const start = scanner.position;
  while (!scanner.isOver && scanner.peek() !== quote) {
    if (scanner.next() === '\\') scanner.next();
  }
  const text = scanner.text.slice(start, scanner.position);
  if (!scanner.skip(quote)) throw new SyntaxFault('unterminated quoted string');
  return unescapeText(text);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unescapeText(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/gs, (_, code: string) => {
    if (code.length > 1) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
}

function numberStep(scanner: Scanner): Step {
  const text = scanner.takeUntil((character) => !/[-+.\d]/.test(character));
  const value = Number(text);
  if (Number.isNaN(value)) throw new SyntaxFault(`cannot parse number ${text}`);
  return { type: 'literal', value };
}

function identifierStep(scanner: Scanner): Step {
  const name = scanner.takeUntil((character) => ENDS_FIELD.test(character));
  if (name === 'true' || name === 'false') return { type: 'literal', value: name === 'true' };
  return { type: 'identifier', name };
}

function arraySteps(scanner: Scanner): readonly Step[] {
  const inside = scanner.takeUntil((character) => character === ']' || character === '\n').slice(1);
  if (!scanner.skip(']')) throw new SyntaxFault('unterminated array');
  return subscript(inside);
}

function subscript(inside: string): readonly Step[] {
  const parts = inside.split(',');
  if (parts.length > 1) return [{ type: 'union', paths: parts.map((part) => subscript(part.trim())) }];
  const key = /^'([^']*)'$/.exec(inside)?.[1];
  if (key !== undefined) return parseSteps(new Scanner(`.${key}`), '');
  const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(inside === '*' ? ':' : inside);
  if (!slice || inside === '') throw new SyntaxFault(`invalid array index ${inside}`);
  return [{ type: 'slice', slice: sliceOf(slice) }];
}

function sliceOf([, start = '', end, step]: RegExpExecArray): Slice {
  const number = (text: string | undefined) => (text === undefined || text === '' ? undefined : Number(text));
  return {
    start: number(start),
    end: number(end?.slice(1)),
    step: number(step?.slice(1)) ?? 1,
    single: end === undefined,
  };
}

function filterStep(scanner: Scanner): Step {
  const inside = filterText(scanner);
  const parts = /^([^!<>=]+)([!<>=]+)(.+?)$/s.exec(inside);
  const path = (text: string) => parseSteps(new Scanner(text), '');
  if (!parts) return { type: 'filter', left: path(inside), operator: 'exists', right: [] };
  const [, left = '', operator = '', right = ''] = parts;
  return { type: 'filter', left: path(left), operator, right: path(right) };
}

/** What stands between `[?(` and `)]`, with parentheses and quotes in it. */
function filterText(scanner: Scanner): string {
  const start = scanner.position;
  let quote = '';
  for (let depth = 1; depth > 0;) {
    const character = scanner.next();
    if (character === '') throw new SyntaxFault('unterminated filter');
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
  }
  const inside = scanner.text.slice(start, scanner.position - 1);
  if (!scanner.skip(']')) throw new SyntaxFault('unclosed array expect ]');
  return inside;
}
