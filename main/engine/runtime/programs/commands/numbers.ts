import { regularExpression } from '../../shell/pattern.ts';
import { type CommandResult, done, failed } from './command.ts';

const COUNT_MAX = 100_000;

/** `seq [FIRST [STEP]] LAST`, `-s SEPARATOR`, `-w`. */
export function seq(args: readonly string[]): CommandResult {
  const at = args.indexOf('-s');
  const separator = at < 0 ? '\n' : (args[at + 1] ?? '\n');
  const numbers = args
    .filter((arg, index) => (at < 0 || (index !== at && index !== at + 1)) && arg !== '-w')
    .map(Number);
  if (numbers.length === 0 || numbers.some(Number.isNaN)) return failed('seq: invalid number\n');
  const last = numbers.at(-1) ?? 0;
  const first = numbers.length > 1 ? (numbers[0] ?? 1) : 1;
  const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1;
  const values: string[] = [];
  for (let index = 0; index < COUNT_MAX; index++) {
    const value = first + index * step;
    if (step === 0 || (step > 0 ? value > last : value < last)) break;
    values.push(String(Number(value.toPrecision(12))));
  }
  const width = args.includes('-w') ? Math.max(0, ...values.map((value) => value.length)) : 0;
  return done(values.length === 0 ? '' : `${values.map((value) => value.padStart(width, '0')).join(separator)}\n`);
}

/** `expr`: numbers, comparisons, `:` patterns, `length`, `substr`. */
export function expr(args: readonly string[]): CommandResult {
  const value = evaluate(args);
  if (value === undefined) return failed('expr: syntax error\n', 2);
  return { exitCode: value === '' || value === '0' ? 1 : 0, stdout: `${value}\n`, stderr: '' };
}

const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['=', '!=', '<', '<=', '>', '>=', '=='],
  ['+', '-'],
  ['*', '/', '%'],
];

function evaluate(args: readonly string[], level = 0): string | undefined {
  const operators = LEVELS[level];
  if (!operators) return single(args);
  const at = args.findLastIndex((arg, index) => operators.includes(arg) && index > 0 && index < args.length - 1);
  if (at < 0) return evaluate(args, level + 1);
  const [left, right] = [evaluate(args.slice(0, at), level), evaluate(args.slice(at + 1), level + 1)];
  return left === undefined || right === undefined ? undefined : combine(left, args[at] ?? '', right);
}

function single(args: readonly string[]): string | undefined {
  const [first, second, third] = args;
  if (args.length === 1) return first;
  if (first === 'length' && args.length === 2) return String((second ?? '').length);
  if (second === ':' && args.length === 3) {
    const found = regularExpression(`^(?:${(third ?? '').replace(/\\([()])/g, '$1')})`)?.exec(first ?? '');
    return found?.[1] ?? String(found?.[0].length ?? 0);
  }
  return undefined;
}

function combine(left: string, operator: string, right: string): string | undefined {
  const [a, b] = [Number(left), Number(right)];
  const numeric = !Number.isNaN(a) && !Number.isNaN(b) && left !== '' && right !== '';
  switch (operator) {
    case '|':
      return left !== '' && left !== '0' ? left : right;
    case '&':
      return left !== '' && left !== '0' && right !== '' && right !== '0' ? left : '0';
    case '+':
      return numeric ? String(a + b) : undefined;
    case '-':
      return numeric ? String(a - b) : undefined;
    case '*':
      return numeric ? String(a * b) : undefined;
    case '/':
      return numeric && b !== 0 ? String(Math.trunc(a / b)) : undefined;
    case '%':
      return numeric && b !== 0 ? String(a % b) : undefined;
    default:
      return numeric ? compare(a, operator, b) : compare(left, operator, right);
  }
}

function compare(a: number | string, operator: string, b: number | string): string {
  const holds =
    operator === '<'
      ? a < b
      : operator === '<='
        ? a <= b
        : operator === '>'
          ? a > b
          : operator === '>='
            ? a >= b
            : operator === '!='
              ? a !== b
              : a === b;
  return holds ? '1' : '0';
}
