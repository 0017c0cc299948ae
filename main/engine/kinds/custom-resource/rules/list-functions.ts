// Models apiserver's pkg/cel/library/lists.go and cel-go's ext/strings.go (v1.35): functions of lists and texts.
import { EvaluationError } from '@marcbachmann/cel-js';
import { jsonEqual } from '../../../kernel/json.ts';

type Ordered = number | bigint | string | boolean;

export const sorted = (list: readonly Ordered[]): boolean =>
  list.every((item, index) => index === 0 || !(item < (list[index - 1] ?? item)));

/** Whole numbers stay whole. */
export function sumOf(list: readonly (number | bigint)[]): number | bigint {
  return list.every((item) => typeof item === 'bigint')
    ? list.reduce((sum, item) => sum + item, 0n)
    : list.reduce<number>((sum, item) => sum + Number(item), 0);
}

/** Throws EvaluationError for empty lists, as `largest` does. */
export const smallest = (list: readonly Ordered[]): Ordered => extreme(list, 'min', (a, b) => a < b);
export const largest = (list: readonly Ordered[]): Ordered => extreme(list, 'max', (a, b) => a > b);

function extreme(list: readonly Ordered[], name: string, isBetter: (a: Ordered, b: Ordered) => boolean): Ordered {
  const [first, ...others] = list;
  if (first === undefined) throw new EvaluationError(`${name} called on empty list`);
  return others.reduce((best, item) => (isBetter(item, best) ? item : best), first);
}

/** -1 when it is not there. */
export function positionOf(list: readonly unknown[], item: unknown, which: 'first' | 'last' = 'first'): bigint {
  const isIt = (other: unknown) => areEqual(other, item);
  return BigInt(which === 'first' ? list.findIndex(isIt) : list.findLastIndex(isIt));
}

export const includesEqual = (list: readonly unknown[], item: unknown): boolean =>
  list.some((other) => areEqual(other, item));

const areEqual = (a: unknown, b: unknown): boolean => {
  const numbers = typeof a === 'bigint' || typeof b === 'bigint';
  return numbers ? Number(a) === Number(b) : jsonEqual(a, b);
};

/** The character at a position; empty just behind the last. Throws EvaluationError beyond. */
export function charAt(text: string, position: bigint): string {
  const characters = Array.from(text);
  if (position < 0n || position > characters.length) {
    throw new EvaluationError(`index out of range: ${String(position)}`);
  }
  return characters[Number(position)] ?? '';
}

/** The text with `%s`, `%d`, `%f` and their like replaced by the values in turn. */
export function formatted(text: string, values: readonly unknown[]): string {
  let next = 0;
  return text.replace(/%(%|(?:\.(\d+))?([sdfexXob]))/g, (_, what: string, digits: string | undefined, verb: string) => {
    if (what === '%') return '%';
    const value = values[next++];
    switch (verb) {
      case 'f':
        return Number(value).toFixed(digits === undefined ? 6 : Number(digits));
      case 'e':
        return Number(value).toExponential(digits === undefined ? 6 : Number(digits));
      case 'x':
        return (value as bigint).toString(16);
      case 'X':
        return (value as bigint).toString(16).toUpperCase();
      case 'o':
        return (value as bigint).toString(8);
      case 'b':
        return typeof value === 'bigint' ? value.toString(2) : String(value);
      default:
        return shown(value);
    }
  });
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, child]) => `${key}: ${shown(child)}`)
      .join(', ')}}`;
  }
  return String(value);
}
