// Word expansion: variables, substitutions, fields, file names. It has no effect of its own: what it sets is collected by
// its scope, and a command substitution whose output is not known yet breaks it off, to be begun anew with the output.
import { arithmetic } from './arithmetic.ts';
import { Fields } from './fields.ts';
import { expressionOf, hasWildcard, regularExpression, unmarked } from './pattern.ts';
import type { Node, Word, WordPart } from './syntax.ts';

/** What expansion knows of its shell. */
export interface Scope {
  /** Undefined when it is not set. */
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** `$1` and so on. */
  readonly positional: readonly string[];
  /** Output of the substitution that is met next; undefined when it has to be run first. */
  nextOutput(): string | undefined;
  /** Paths that a pattern means, in order. */
  glob(pattern: string): readonly string[];
  /** `set -u`, `set -f`. */
  readonly refusesUnset: boolean;
  readonly keepsPatterns: boolean;
}

/** Breaks expansion off until the commands have been run. */
export class CommandNeeded extends Error {
  readonly body: Node;

  constructor(body: Node) {
    super('a command has to be run first');
    this.body = body;
  }
}

/** A mistake that ends a script: `${x?}`, `set -u`, arithmetic. */
export class ExpansionError extends Error {}

type VariablePart = Extract<WordPart, { readonly kind: 'variable' }>;

/** The fields of a command's words, with file names in place of patterns. */
export function expandFields(words: readonly Word[], scope: Scope): string[] {
  return words.flatMap((word) => {
    const fields = new Fields(scope.get('IFS') ?? ' \t\n');
    addTilde(word, fields, scope);
    return fields.finish().flatMap((field) => fileNames(field, scope));
  });
}

/** A word as one text: values of variables, names of files. */
export function expandText(word: Word, scope: Scope): string {
  return unmarked(expandPattern(word, scope));
}

/** A word as a pattern, in which quoted characters mean themselves. */
export function expandPattern(word: Word, scope: Scope): string {
  const fields = new Fields('');
  addTilde(word, fields, scope);
  return fields.finish().join(' ');
}

function fileNames(field: string, scope: Scope): readonly string[] {
  if (scope.keepsPatterns || !hasWildcard(field)) return [unmarked(field)];
  const found = scope.glob(field);
  return found.length > 0 ? found : [unmarked(field)];
}

function addTilde(word: Word, fields: Fields, scope: Scope): void {
  const [first, ...rest] = word;
  if (first?.kind === 'text' && !first.quoted && /^~(?:\/|$)/.test(first.text)) {
    fields.add(scope.get('HOME') ?? '/', true);
    fields.add(first.text.slice(1), false);
    addParts(rest, fields, scope);
  } else addParts(word, fields, scope);
}

function addParts(parts: readonly WordPart[], fields: Fields, scope: Scope): void {
  for (const part of parts) addPart(part, fields, scope);
}

function addPart(part: WordPart, fields: Fields, scope: Scope): void {
  switch (part.kind) {
    case 'text':
      fields.add(part.text, part.quoted);
      return;
    case 'variable':
      addVariable(part, fields, scope);
      return;
    case 'command': {
      const output = scope.nextOutput();
      if (output === undefined) throw new CommandNeeded(part.body);
      addValue(output.replace(/\n+$/, ''), part.quoted, fields);
      return;
    }
    case 'arithmetic':
      addValue(calculate(expandText(part.word, scope), scope), part.quoted, fields);
  }
}

/** What an arithmetic expression comes to. */
export function calculate(text: string, scope: Scope): string {
  const variables = {
    get: (name: string) => scope.get(name) ?? '',
    set: (name: string, value: string) => {
      scope.set(name, value);
    },
  };
  return String(arithmetic(text, variables));
}

function addValue(value: string, quoted: boolean, fields: Fields): void {
  if (quoted) fields.add(value, true);
  else fields.addDivided(value);
}

function addVariable(part: VariablePart, fields: Fields, scope: Scope): void {
  const { name, quoted, operator } = part;
  if (name === '@' && operator === undefined) addAll(scope.positional, quoted, fields);
  else if (name === '*' && operator === undefined && !quoted) addAll(scope.positional, false, fields);
  else if (isSubstitute(part, scope)) {
    if (operator?.endsWith('?') === true) throw refusal(part, scope);
    if (operator?.endsWith('=') === true) {
      const value = expandText(part.word ?? [], scope);
      scope.set(name, value);
      addValue(value, quoted, fields);
    } else if (quoted) fields.add(expandText(part.word ?? [], scope), true);
    else addParts(part.word ?? [], fields, scope);
  } else addValue(valueOf(part, scope), quoted, fields);
}

function addAll(values: readonly string[], quoted: boolean, fields: Fields): void {
  values.forEach((value, index) => {
    if (index > 0) fields.end();
    addValue(value, quoted, fields);
  });
}

/** Whether the word behind `-`, `=`, `?` or `+` counts. */
function isSubstitute({ name, operator }: VariablePart, scope: Scope): boolean {
  if (operator === undefined || !/^:?[-=?+]$/.test(operator)) return false;
  const value = read(name, scope);
  const isThere = value !== undefined && (!operator.startsWith(':') || value !== '');
  return operator.endsWith('+') ? isThere : !isThere;
}

function refusal({ name, operator, word = [] }: VariablePart, scope: Scope): ExpansionError {
  const text = expandText(word, scope);
  const standard = operator === ':?' ? 'parameter not set or null' : 'parameter not set';
  return new ExpansionError(`${name}: ${text === '' ? standard : text}`);
}

function valueOf(part: VariablePart, scope: Scope): string {
  const { name, operator, word = [] } = part;
  const value = read(name, scope);
  if (operator !== undefined && /^:?\+$/.test(operator)) return '';
  if (operator === 'length')
    return String(name === '@' || name === '*' ? scope.positional.length : (value ?? '').length);
  if (value === undefined && scope.refusesUnset && (operator === undefined || !/^:?[-=?]$/.test(operator))) {
    throw new ExpansionError(`${name}: parameter not set`);
  }
  return change(value ?? '', operator, word, scope);
}

function read(name: string, scope: Scope): string | undefined {
  if (name === '@' || name === '*') {
    const separator = name === '@' ? ' ' : (scope.get('IFS') ?? ' ').slice(0, 1);
    return scope.positional.length === 0 ? undefined : scope.positional.join(separator);
  }
  if (name === '#') return String(scope.positional.length);
  if (/^[1-9]\d*$/.test(name)) return scope.positional[Number(name) - 1];
  return scope.get(name);
}

function change(value: string, operator: string | undefined, word: Word, scope: Scope): string {
  switch (operator) {
    case '#':
    case '##':
      return cut(value, `^(?:${expressionOf(expandPattern(word, scope), '[^]', operator === '#')})`);
    case '%':
    case '%%':
      return cutEnd(value, expandPattern(word, scope), operator === '%%');
    case '/':
    case '//':
      return replace(value, expandPattern(word, scope), operator === '//');
    case ':':
      return part(value, expandText(word, scope), scope);
    case '^':
      return value.charAt(0).toUpperCase() + value.slice(1);
    case '^^':
      return value.toUpperCase();
    case ',':
      return value.charAt(0).toLowerCase() + value.slice(1);
    case ',,':
      return value.toLowerCase();
    default:
      return value;
  }
}

function cut(value: string, expression: string): string {
  const pattern = regularExpression(expression);
  return pattern ? value.replace(pattern, '') : value;
}

function cutEnd(value: string, pattern: string, longest: boolean): string {
  const expression = regularExpression(`^(?:${expressionOf(pattern)})$`);
  if (!expression) return value;
  for (let step = 0; step <= value.length; step++) {
    const at = longest ? step : value.length - step;
    if (expression.test(value.slice(at))) return value.slice(0, at);
  }
  return value;
}

function replace(value: string, text: string, all: boolean): string {
  const slash = text.search(/(?<!\\)\//);
  const [from, to] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  const pattern = regularExpression(expressionOf(from), all ? 'g' : '');
  return pattern && from !== '' ? value.replace(pattern, () => unmarked(to)) : value;
}

function part(value: string, text: string, scope: Scope): string {
  const [from = '', length] = text.split(':');
  const start = Number(calculate(from, scope));
  const begin = start < 0 ? Math.max(0, value.length + start) : start;
  if (length === undefined) return value.slice(begin);
  const count = Number(calculate(length, scope));
  return value.slice(begin, count < 0 ? value.length + count : begin + count);
}
