import type { Json } from '../../../kernel/json.ts';
import { rangesOfClass } from '../../shell/character-classes.ts';
import { regularExpression } from '../../shell/pattern.ts';
import type { Process } from '../program.ts';
import { type LineCommand, type LineStep, nameOf, optionsOf } from './command.ts';

const VALUED = 'emABCf';

/** `grep` with `-q -v -i -c -E -F -o -n -w -x -l -m`. */
export const grep: LineCommand = {
  files: (args) => {
    const { values, operands } = optionsOf(args, VALUED);
    return values['e'] === undefined ? operands.slice(1) : operands;
  },
  lines,
};

function lines(
  args: readonly string[],
  given: readonly string[],
  state: Json,
  last: boolean,
  process: Process,
): LineStep {
  const { flags, values, operands } = optionsOf(args, VALUED);
  const expression = expressionOf(values['e'] ?? operands[0] ?? '', flags, nameOf(process));
  if (!expression) return { out: '', exitCode: 2, stderr: 'grep: bad regex\n' };
  const [before, seen] = Array.isArray(state) ? state.map(Number) : [0, 0];
  const found = given
    .map((line, index) => ({ text: line.replace(/\n$/, ''), number: (seen ?? 0) + index + 1 }))
    .filter(({ text }) => expression.test(text) !== flags.has('v'));
  const all = (before ?? 0) + found.length;
  const isEnough = (flags.has('q') && all > 0) || all >= Number(values['m'] ?? Infinity);
  const isQuiet = flags.has('q') || flags.has('c') || flags.has('l');
  const count = flags.has('c') && (last || isEnough) ? `${String(all)}\n` : '';
  const names = flags.has('l') && last && all > 0 ? `${grep.files(args)[0] ?? '(standard input)'}\n` : '';
  const out = (isQuiet ? '' : found.map((line) => shown(line, expression, flags)).join('')) + count + names;
  return { out, state: [all, (seen ?? 0) + given.length], ...((isEnough || last) && { exitCode: all > 0 ? 0 : 1 }) };
}

function shown(
  { text, number }: { readonly text: string; readonly number: number },
  expression: RegExp,
  flags: ReadonlySet<string>,
): string {
  const prefix = flags.has('n') ? `${String(number)}:` : '';
  if (!flags.has('o')) return `${prefix}${text}\n`;
  return (text.match(new RegExp(expression, `${expression.flags}g`)) ?? [])
    .map((part) => `${prefix}${part}\n`)
    .join('');
}

function expressionOf(pattern: string, flags: ReadonlySet<string>, name: string): RegExp | undefined {
  const isFixed = flags.has('F') || name === 'fgrep';
  const isExtended = flags.has('E') || flags.has('P') || name === 'egrep';
  const body = isFixed
    ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    : isExtended
      ? extended(pattern)
      : basic(pattern);
  const whole = flags.has('w') ? `\\b(?:${body})\\b` : flags.has('x') ? `^(?:${body})$` : body;
  return regularExpression(whole, flags.has('i') ? 'i' : '');
}

/** An extended expression in the notation of this language. */
export function extended(pattern: string): string {
  return pattern.replace(/\[:(\w+):\]/g, (_all, name: string) => rangesOfClass(name)).replace(/\\[<>]/g, '\\b');
}

/** A basic expression: brackets and braces are special behind a backslash. */
export function basic(pattern: string): string {
  const swapped = pattern.replace(
    /\\([(){}|+?])|([(){}|+?])/g,
    (_all, escaped?: string, plain?: string) => escaped ?? `\\${plain ?? ''}`,
  );
  return extended(swapped.replace(/^\*/, '\\*'));
}
